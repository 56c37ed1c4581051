"""Command: distil the loss network from VGG-19; resumes by itself where it was interrupted.

    python3 -m impasto.distil --name l1 --warm runs/base --steps 12000

A small network that imitates VGG-19 on photographs only is soon fooled by the pictures an optimiser makes with it. So a
third of each batch comes from a pool of pictures that are being optimised *through the network itself*, as HQ stills
are, while it learns: it sees its own adversarial examples with VGG-19's answers to them.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .data import RUNS, SHARED, content_batch, content_cache, to_tensor, write_json
from .losses import gram
from .networks import LossNetwork
from .optimise import PicturePool
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
    grams = []
    for a, b in zip(ours, teacher):
        ga, gb = gram(a), gram(b)
        grams.append((((ga - gb) ** 2).sum((1, 2)) / ((gb**2).sum((1, 2)) + 1e-4)).clamp(max=10).mean())
    return features, torch.stack(grams)


class Distillation:
    """The state of a distillation, its step and its checkpoints."""

    def __init__(self, recipe: DistilRecipe, network: LossNetwork) -> None:
        self.recipe, self.network = recipe, network
        self.average = copy.deepcopy(network).requires_grad_(False)
        self.optimiser = torch.optim.Adam(network.parameters(), lr=recipe.lr, betas=(0.9, 0.99))
        self.rng = np.random.default_rng(recipe.seed)
        self.step, self.elapsed = 0, 0.0

    @property
    def progress(self) -> float:
        """0..1."""
        if self.recipe.seconds > 0:
            return self.elapsed / self.recipe.seconds
        return self.step / self.recipe.steps

    def save(self, path: Path) -> None:
        """Weights, optimiser, averages and random states; the pool is drawn afresh on resume."""
        state = {
            "model": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.rng.bit_generator.state,
            "step": self.step,
            "elapsed": self.elapsed,
            "recipe": asdict(self.recipe),
        }
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def load(self, path: Path) -> None:
        """Continue from `save`."""
        state = torch.load(path)
        self.network.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rng.bit_generator.state = state["rng"]
        self.step, self.elapsed = state["step"], state["elapsed"]

    def update(self, pictures: Tensor, teacher: Vgg19) -> dict[str, list[float]]:
        """One optimiser step on ``[n, 3, h, w]``; returns the errors per tap."""
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            wanted = teacher(pictures)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features, grams = imitation(self.network(pictures), wanted)
        loss = self.recipe.feature * features.sum() + self.recipe.gram * grams.sum()
        recipe = self.recipe
        rate = recipe.lr * min(1.0, (self.step + 1) / recipe.warmup) * 0.5 * (1 + math.cos(math.pi * min(1.0, self.progress)))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        loss.backward()
        if torch.isfinite(nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)):
            self.optimiser.step()
        decay = min(recipe.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_mul_(list(self.average.parameters()), decay)
            torch._foreach_add_(list(self.average.parameters()), list(self.network.parameters()), alpha=1 - decay)
        self.step += 1
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
    started, saved = time.time() - run.elapsed, time.time()
    window: dict[str, list[list[float]]] = {}
    mark, mark_step = time.time(), run.step
    while run.progress < 1:
        content, style = fresh(third)
        pictures = torch.cat([content, style, pool.advance(run.network, third, recipe.pool_steps)])
        for key, value in run.update(pictures, teacher).items():
            window.setdefault(key, []).append(value)
        now = time.time()
        run.elapsed = now - started
        if run.step % 100 == 0:
            line: dict[str, object] = {k: [round(x, 4) for x in np.mean(v, 0)] for k, v in window.items()}
            line |= {"step": run.step, "progress": round(run.progress, 4)}
            line["ms"] = round((now - mark) / (run.step - mark_step) * 1000)
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            window, mark, mark_step = {}, now, run.step
        if now - saved > save_every or run.progress >= 1:
            run.save(folder / "last.pt")
            saved = now


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
