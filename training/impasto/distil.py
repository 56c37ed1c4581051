"""Command: distil the loss network from VGG-19; resumes by itself where it was interrupted.

    python3 -m impasto.distil --name l2 --live ../public/models --warm ../public/models --steps 12000

A small network that imitates VGG-19 on photographs only is soon fooled by the pictures an optimiser makes with it. So
a pool of pictures is being optimised *through the network itself*, as HQ stills are, while it learns, and on those it
has to push where VGG-19 would (`agreement`): the raw taps learn the direction, the adapters VGG-19's features.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .objectives.agreement import TERMS, cosine, goal, pixel_gradient
from .data.pictures import RUNS, SHARED, content_cache, to_tensor, write_json
from .data.styles import cached
from .data.batches import content_batch
from .networks.ours import Ours, load_loss_network, load_ours
from .objectives.losses import gram, gram_errors
from .networks.live import LossNetwork, encode
from .objectives.optimise import Features, PicturePool, Work
from .running.run_state import RunState, Schedule, run_to_end
from .running.setup import configure
from .networks.teachers import Vgg19


@dataclass(frozen=True)
class DistilRecipe(Schedule):
    """Everything that shapes a distillation; stored with its checkpoints."""

    seed: int = 2
    lr: float = 1e-3
    batch: int = 2
    """Pool pictures a step, and half as many fresh photographs and artworks."""
    side: int = 128
    """px"""
    pool: int = 24
    pool_steps: int = 3
    """Optimiser steps a pool picture makes each time it is used."""
    pool_life: int = 36
    """Optimiser steps after which a pool picture is replaced."""
    imitate_every: int = 4
    """Steps; the angle alone is half the work."""
    feature: float = 0.2
    gram: float = 0.2
    angle: float = 4.0
    """At 0 the taps stay as they are and only the adapters learn, in every step: the last phase."""


TERM_ODDS = (0.05, 0.1, 0.3, 0.3, 0.25)
"""How often each of `TERMS` is a step's; the shallow taps are learnt soon."""


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
    return (ours - teacher).square().sum() / (teacher.square().sum() + 1e-4)


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
        network.st.requires_grad_(recipe.angle > 0)

    def angle(self, work: Work, term: int, teacher: Features) -> Tensor:
        """1 − cosine between our gradient of one of `TERMS` and the teacher's, on the pool's pictures."""
        with torch.no_grad():
            wanted = goal(teacher, work.contents, work.styles)
        theirs = pixel_gradient(teacher, work.pictures, wanted, term)
        taps = self.network.taps
        ours = pixel_gradient(
            taps, work.pictures, goal(taps, work.contents, work.styles), term, differentiable=True
        )
        return 1 - cosine(ours, theirs).mean()

    def update(self, work: Work, others: Tensor, teacher: Features) -> dict[str, float | list[float]]:
        """One optimiser step. others: further pictures ``[n, 3, h, w]`` to imitate. Returns the errors."""
        r = self.recipe
        loss = torch.zeros(())
        report: dict[str, float | list[float]] = {}
        if r.angle > 0:
            term = int(self.rng.choice(len(TERMS), p=TERM_ODDS))
            angle = self.angle(work, term, teacher)
            loss = r.angle * angle
            report[f"angle, {TERMS[term]}"] = float(angle)
        if r.angle == 0 or self.step % r.imitate_every == 0:
            pictures = torch.cat([work.pictures, others]).contiguous(memory_format=torch.channels_last)
            with torch.no_grad():
                wanted = teacher(pictures)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                features, grams = imitation(self.network(pictures), wanted)
            loss = loss + r.feature * features.sum() + r.gram * grams.sum()
            report |= {"feature": features.tolist(), "gram": grams.tolist()}
        self.descend(loss)
        return report


def live_picture(ours: Ours, content: Tensor, style: Tensor) -> Tensor:
    """What live mode shows of ``[1, 3, h, w]``."""
    with torch.no_grad():
        return ours.transformer(content, encode(ours.loss_network, ours.head, style))


def distil(run: Distillation, live: Ours, folder: Path, shared: Path, runs: Path, save_every: float = 240.0) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving ``last.pt``."""
    recipe, rng = run.recipe, run.rng
    contents = content_cache(shared, runs)
    crops = [np.load(p, mmap_mode="r") for p in cached(runs)]

    def fresh(n: int) -> tuple[Tensor, Tensor]:
        return (
            content_batch(contents, n, recipe.side, rng),
            art_batch(crops[int(rng.integers(len(crops)))], n, recipe.side, rng),
        )

    pool = PicturePool(recipe.pool, recipe.pool_life, fresh, partial(live_picture, live), rng)
    teacher = Vgg19(shared / "teachers", half=True)

    def advance() -> dict[str, float | list[float]]:
        work = pool.advance(run.network.taps, recipe.batch, recipe.pool_steps)
        return run.update(work, torch.cat(fresh(recipe.batch // 2)), teacher)

    run_to_end(run, folder, advance, save_every=save_every)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--name", required=True, help="folder of the run; an existing one is resumed")
    parser.add_argument("--live", type=Path, required=True, help="models folder whose live pictures are where stills start")
    parser.add_argument("--warm", type=Path, help="start from the loss network of this models folder or checkpoint")
    DistilRecipe.add_options(parser)
    args = parser.parse_args()
    recipe = DistilRecipe.from_options(args)
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    network = LossNetwork()
    if args.warm is not None:
        network.load_state_dict(load_loss_network(args.warm).state_dict())
    run = Distillation(recipe, network.to(memory_format=torch.channels_last))
    if (folder / "last.pt").exists():
        run.load(folder / "last.pt")
    write_json(folder / "recipe.json", asdict(recipe))
    distil(run, load_ours(args.live), folder, args.shared, args.runs)


if __name__ == "__main__":
    main()
