"""Command: distil the loss network from VGG-19; resumes by itself where it was interrupted.

    python3 -m impasto.distil --name l1 --warm runs/base --steps 12000

A small network that imitates VGG-19 on photographs only is soon fooled by the pictures an optimiser makes with it. So a
third of each batch comes from a pool of pictures that are being optimised *through the network itself*, as HQ stills
are, while it learns: it sees its own adversarial examples with VGG-19's answers to them.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .data import RUNS, SHARED, content_batch, content_cache, to_tensor, write_json
from .losses import gram, gram_errors
from .networks import LossNetwork
from .optimise import PicturePool
from .run_state import RunState, run_to_end
from .safetensors_io import load_into
from .setup import configure
from .teachers import Vgg19


@dataclass(frozen=True)
class DistilRecipe:
    """Everything that shapes a distillation; stored with its checkpoints."""

    steps: int = 12000
    seconds: float = 0.0
    """If above 0 the schedule follows the time spent (s) instead of the steps."""
    seed: int = 2
    lr: float = 2e-3
    warmup: int = 100
    batch: int = 6
    """Pictures a step: a third photographs, a third artworks, a third from the pool."""
    side: int = 128
    """px"""
    pool: int = 48
    pool_steps: int = 4
    """Optimiser steps a pool picture makes each time it is used."""
    pool_life: int = 240
    """Optimiser steps after which a pool picture is replaced."""
    feature: float = 1.0
    gram: float = 1.0
    ema: float = 0.998


def art_batch(crops: np.ndarray, n: int, side: int, rng: np.random.Generator) -> Tensor:
    """Random windows of cached style crops, mirrored half of the time: ``[n, 3, side, side]``."""
    out = []
    for _ in range(n):
        y, x = rng.integers(0, crops.shape[1] - side + 1, 2)
        crop = crops[int(rng.integers(len(crops))), y : y + side, x : x + side]
        out.append(crop[:, ::-1] if rng.uniform() < 0.5 else crop)
    return to_tensor(np.stack(out))


def feature_error(ours: Tensor, teacher: Tensor) -> Tensor:
    """Normalised squared error of one tap over the batch."""
    ours, teacher = ours.float(), teacher.float()
    return F.mse_loss(ours, teacher, reduction="sum") / (teacher.square().sum() + 1e-4)


def imitation(ours: list[Tensor], teacher: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Feature errors and relative Gram errors per tap, both ``[4]``."""
    features = torch.stack([feature_error(a, b) for a, b in zip(ours, teacher)])
    errors = gram_errors([gram(t) for t in ours], [gram(t) for t in teacher])
    return features, errors.clamp(max=10).mean(1)


class Distillation(RunState):
    """The state of a distillation. Its pool is drawn afresh on resume."""

    def __init__(self, recipe: DistilRecipe, network: LossNetwork) -> None:
        super().__init__(recipe, network, clip=2.0)
        self.recipe, self.network = recipe, network

    def update(self, pictures: Tensor, teacher: Vgg19) -> dict[str, list[float]]:
        """One optimiser step on ``[n, 3, h, w]``; returns the errors per tap."""
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            wanted = teacher(pictures)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features, grams = imitation(self.network(pictures), wanted)
        loss = self.recipe.feature * features.sum() + self.recipe.gram * grams.sum()
        self.descend(loss)
        return {"feature": features.tolist(), "gram": grams.tolist()}


def distil(run: Distillation, folder: Path, shared: Path, runs: Path, save_every: float = 240.0) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving ``last.pt``."""
    recipe, rng = run.recipe, run.rng
    contents = content_cache(shared, runs)
    crops = [np.load(p, mmap_mode="r") for p in sorted((runs / "cache").glob("style-*.crops.npy"))]
    third = recipe.batch // 3

    def fresh(n: int) -> tuple[Tensor, Tensor]:
        return (
            content_batch(contents, n, recipe.side, rng),
            art_batch(crops[int(rng.integers(len(crops)))], n, recipe.side, rng),
        )

    pool = PicturePool(recipe.pool, recipe.pool_life, fresh, rng)
    teacher = Vgg19(shared / "teachers", half=True)

    def advance() -> dict[str, list[float]]:
        content, style = fresh(third)
        pictures = torch.cat([content, style, pool.advance(run.network, third, recipe.pool_steps)])
        return run.update(pictures, teacher)

    run_to_end(run, folder, advance, save_every=save_every)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--name", required=True, help="folder of the run; an existing one is resumed")
    parser.add_argument("--warm", type=Path, help="start from the loss network of this models folder")
    for field in DistilRecipe.__dataclass_fields__.values():
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    args = parser.parse_args()
    recipe = DistilRecipe(**{k: getattr(args, k) for k in DistilRecipe.__dataclass_fields__})
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    network = LossNetwork()
    if args.warm is not None:
        load_into(network, next(args.warm.glob("loss-network.*.safetensors")))
    run = Distillation(recipe, network.to(memory_format=torch.channels_last))
    if (folder / "last.pt").exists():
        run.load(folder / "last.pt")
    write_json(folder / "recipe.json", asdict(recipe))
    distil(run, folder, args.shared, args.runs)


if __name__ == "__main__":
    main()
