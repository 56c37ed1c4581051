"""Command: teach the perceptual network VGG-19's layers; resumes by itself where it was interrupted.

    python3 -m impasto.teach_perceptual --name p1 --phase layers --steps 3000 --lr 3e-3
    python3 -m impasto.teach_perceptual --name p2 --warm runs/p1/last.pt --steps 12000

Phase ``layers``: each layer reads the teacher's activations of the layer before it and is fitted to the teacher's
output. Phase ``together``: the layers read their own activations, and the taps' Gram matrices count too. A share of
its batches are pictures that are being optimised through the network itself (`PicturePool`): on these a network that
imitates on photographs only is fooled.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from .data.pictures import RUNS, SHARED, picture_cache, to_tensor, write_json
from .distil import live_picture
from .networks.ours import load_ours
from .objectives.losses import gram, gram_errors
from .objectives.optimise import PicturePool
from .networks.perceptual import (
    CHANNELS,
    TAPS,
    PerceptualNetwork,
    init_from_scratch,
    load_perceptual,
    scaled_ranks,
)
from .networks.truncate import truncated
from .running.run_state import RunState, Schedule, run_to_end
from .running.setup import configure
from .networks.teachers import Vgg19


@dataclass(frozen=True)
class TeachRecipe(Schedule):
    """Everything that shapes a run; stored with its checkpoints."""

    phase: str = "together"
    """``layers`` or ``together``."""
    seed: int = 3
    lr: float = 3e-4
    """At 1.5e-3 phase ``together`` undoes phase ``layers``."""
    batch: int = 6
    side: int = 128
    """px"""
    gram: float = 0.5
    pool_every: int = 3
    """Steps between batches half of which are pictures being optimised."""
    pool: int = 24
    pool_steps: int = 2
    pool_life: int = 40
    """Optimiser steps after which a pool picture is replaced."""
    rank: float = 1.0
    """Factor of all ranks."""


NOISY_SHARE, NOISE = 1 / 3, 0.12
"""Share of crops with fresh noise, and its greatest standard deviation (of the 0..1 range)."""


def random_crops(cache: np.ndarray, n: int, side: int, rng: np.random.Generator) -> Tensor:
    """Windows of ``[m, S, S, 3]`` uint8 from half of ``side`` to S px, resized to ``side``, mirrored half of the time."""
    out = np.empty((n, side, side, 3), np.uint8)
    whole = cache.shape[1]
    for k in range(n):
        window = int(side * (whole / side) ** rng.uniform(-0.4, 1.0))
        y, x = rng.integers(0, whole - window + 1, 2)
        crop = np.ascontiguousarray(cache[int(rng.integers(len(cache))), y : y + window, x : x + window])
        shrinks = window > side
        crop = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
        out[k] = crop[:, ::-1] if rng.uniform() < 0.5 else crop
    return to_tensor(out)


def with_noise(pictures: Tensor, rng: np.random.Generator) -> Tensor:
    """A third of ``[n, 3, h, w]`` with Gaussian noise of random strength, within 0..1."""
    sigma = np.where(rng.uniform(size=len(pictures)) < NOISY_SHARE, rng.uniform(0, NOISE, len(pictures)), 0)
    strength = torch.from_numpy(sigma.astype(np.float32)).view(-1, 1, 1, 1)
    return (pictures + strength * torch.randn_like(pictures)).clamp(0, 1)


def relative_error(ours: Tensor, teacher: Tensor) -> Tensor:
    """Squared error of one layer over the batch, relative to the teacher's energy."""
    ours, teacher = ours.float(), teacher.float()
    return (ours - teacher).square().sum() / (teacher.square().sum() + 1e-4)


class Teaching(RunState):
    """The state of a run. Its pool is drawn afresh on resume."""

    def __init__(self, recipe: TeachRecipe, network: PerceptualNetwork) -> None:
        super().__init__(recipe, network, clip=2.0)
        self.recipe, self.network = recipe, network

    def update(self, pictures: Tensor, teacher: dict[str, Tensor]) -> dict[str, float | list[float]]:
        """One optimiser step on ``[n, 3, h, w]`` and the teacher's layers of them. Returns the errors."""
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        if self.recipe.phase == "layers":
            below = [pictures, *(t.float() for t in teacher.values())]
            ours = {name: self.network.layer(name, x) for name, x in zip(CHANNELS, below)}
        else:
            ours = self.network.layers(pictures)
        errors = torch.stack([relative_error(ours[name], teacher[name]) for name in CHANNELS])
        loss = errors.sum()
        report: dict[str, float | list[float]] = {"features": errors.tolist()}
        if self.recipe.phase == "together":
            grams = gram_errors([gram(ours[t]) for t in TAPS], [gram(teacher[t].float()) for t in TAPS]).mean(1)
            loss = loss + self.recipe.gram * grams.sum()
            report["gram"] = grams.tolist()
        self.descend(loss)
        return report


def teach(run: Teaching, folder: Path, shared: Path, runs: Path, live: Path, *, half: bool) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving ``last.pt``."""
    recipe, rng = run.recipe, run.rng
    caches = [picture_cache(shared, runs, kind) for kind in ("content", "style")]
    teacher = Vgg19(shared / "teachers", half=half)

    def fresh(n: int) -> tuple[Tensor, Tensor]:
        content, style = (random_crops(cache, n, recipe.side, rng) for cache in caches)
        return content, style

    def mixed(n: int) -> Tensor:
        return with_noise(torch.cat([fresh(n - n // 2)[0], fresh(n // 2)[1]]), rng)

    pool: PicturePool | None = None
    if recipe.phase == "together" and recipe.pool_every:
        pool = PicturePool(recipe.pool, recipe.pool_life, fresh, partial(live_picture, load_ours(live)), rng)

    def advance() -> dict[str, float | list[float]]:
        if pool and run.step % recipe.pool_every == 0:
            n = recipe.batch // 2
            work = pool.advance(run.network.taps, n, recipe.pool_steps)
            pictures = torch.cat([mixed(recipe.batch - n), work.pictures])
        else:
            pictures = mixed(recipe.batch)
        with torch.no_grad():
            wanted = teacher.layers(pictures)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            return run.update(pictures, wanted)

    run_to_end(run, folder, advance, save_every=240.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--name", required=True, help="folder of the run; an existing one is resumed")
    parser.add_argument("--live", type=Path, help="models folder whose live pictures are where stills start; default: the shipped")
    parser.add_argument("--warm", type=Path, help="start from these weights (safetensors or checkpoint), at lower ranks with --rank")
    parser.add_argument("--half", action="store_true", help="compute in bfloat16: twice as fast, an error of 1e-5 a layer")
    TeachRecipe.add_options(parser)
    args = parser.parse_args()
    recipe = TeachRecipe.from_options(args)
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    if args.warm is None:
        network = PerceptualNetwork(scaled_ranks(recipe.rank))
        init_from_scratch(network)
    else:
        network = truncated(load_perceptual(args.warm), scaled_ranks(recipe.rank))
    run = Teaching(recipe, network.requires_grad_(True).to(memory_format=torch.channels_last))
    if (folder / "last.pt").exists():
        run.load(folder / "last.pt")
    write_json(folder / "recipe.json", asdict(recipe))
    live = args.live or Path(__file__).resolve().parents[2] / "public" / "models"
    teach(run, folder, args.shared, args.runs, live, half=args.half)


if __name__ == "__main__":
    main()
