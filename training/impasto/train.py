"""Command: train transformer and style head; resumes by itself where it was interrupted.

    python3 -m impasto.train --name g1 --steps 100000 --half --small runs/g1/small.safetensors
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .data.batches import content_batch
from .data.packed import KINDS, unpack
from .data.pictures import CACHE_SIDE, RUNS, SHARED, picture_cache, write_json
from .data.styles import StylePool, Styles
from .networks.live import LossNetwork, StyleHead, encode, style_statistics
from .networks.ours import SHIPPED, load_ours
from .networks.perceptual import PerceptualLoss, load_perceptual
from .networks.shape import Shape
from .networks.statistics import Borrowed
from .networks.transformer import Transformer
from .objectives.losses import content_loss, gram_loss, lattice, measure, moment_loss, noise_gain, total_variation, unrest
from .objectives.optimise import Features
from .objectives.palette import palette_loss
from .objectives.strokes import enlarged_part, part, shrunk
from .running.run_state import RunState, Schedule, resume, run_to_end
from .running.setup import configure


@dataclass(frozen=True)
class Recipe(Schedule):
    """Everything that shapes a run; stored with its checkpoints."""

    steps: int = 100000
    lr: float = 3e-4
    """At 8e-4 and more, runs from a warm start diverged."""
    warmup: int = 200
    content: float = 3.3
    moment: float = 5.0
    gram: float = 25.0
    palette: float = 30.0
    fine: float = 2.0
    """Logarithm of 1 + Gram error of what is smaller than the strokes: parts of artworks differ a lot, their errors too."""
    identity: float = 25.0
    tv: float = 0.05
    lattice: float = 3.0
    noise: float = 3.0
    shift: float = 6.0
    borrow: float = 0.25
    """Share of the steps whose norms use a neighbouring frame's statistics, as live mode's do."""
    strokes: float = 0.35
    """Share of the steps with strokes larger than the artwork's."""
    batch: int = 1
    """Factor of all batches: 1 for a CPU."""
    bottom: int = 64
    kernel: int = 3
    coarse: int = 0
    """These three: the transformer's `Shape`."""

    @property
    def shape(self) -> Shape:
        return Shape(self.bottom, self.kernel, self.coarse)


SIZES = ((128, 4), (192, 2), (256, 1))
"""(side px, batch) drawn at random."""
SIZE_ODDS = (0.45, 0.3, 0.25)
SEEN_SIDE = 128
"""At which size the loss sees pictures with large strokes, px."""
INNER = (slice(None), slice(None), slice(16, -16), slice(16, -16))
"""Pixels that a shift by up to 3 px did not bring round the edge."""


@dataclass(frozen=True)
class Layout:
    """One step's pictures: how many of which side (px), and log2 of the size of strokes."""

    count: int
    side: int
    stroke: float


def draw_layout(recipe: Recipe, rng: np.random.Generator) -> Layout:
    """Strokes as in the artwork, or larger by 1 to 4; those pictures are larger too, up to 512 px."""
    if rng.uniform() >= recipe.strokes:
        side, count = SIZES[int(rng.choice(len(SIZES), p=SIZE_ODDS))]
        return Layout(count * recipe.batch, side, 0.0)
    stroke = float(rng.choice([1.0, 2.0, rng.uniform(0, 2)]))
    side = round(SEEN_SIDE * 2**stroke / 4) * 4
    return Layout((2 if stroke <= 1 else 1) * recipe.batch, side, stroke)


class Run(RunState):
    """The state of a training run of transformer and style head."""

    def __init__(self, recipe: Recipe, loss_network: LossNetwork, transformer: Transformer, head: StyleHead) -> None:
        super().__init__(recipe, nn.ModuleDict({"transformer": transformer, "head": head}), clip=5.0)
        self.recipe, self.loss_network = recipe, loss_network.requires_grad_(False)
        self.transformer, self.head = transformer, head

    def neighbours(self, content: Tensor) -> Tensor:
        """Other frames of the same scenes: moved, in slightly other light, with sensor noise."""
        dy, dx = (int(v) for v in self.rng.integers(-8, 9, 2))
        light, sigma = float(self.rng.uniform(0.95, 1.05)), float(self.rng.uniform(0, 3)) / 255
        moved = torch.roll(content, (dy, dx), (2, 3)) * light
        return (moved + sigma * torch.randn_like(content)).clamp(0, 1)

    def paint(self, content: Tensor, z: Tensor, stroke: float, *, borrow: bool) -> Tensor:
        """The outputs that style and content are judged on, ``[n, 3, h, w]``."""
        pictures, codes, statistics = content, z, None
        if borrow:
            n = len(content)
            pictures, codes = torch.cat([content, self.neighbours(content)]), z.repeat(2, 1)
            rows = torch.arange(n, 2 * n, device=z.device).repeat(2)
            statistics = Borrowed(rows, own=float(self.rng.uniform(0, 0.3)))
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with torch.autocast(z.device.type, dtype=torch.bfloat16):
            return self.transformer(pictures, codes, stroke, statistics)[: len(content)]

    def likeness(self, output: Tensor, content: Tensor, stroke: float, styles: Styles, features: Features) -> dict[str, Tensor]:
        """Terms of style and content. Large strokes are judged where they are as small as the artwork's: on the
        shrunk output. What gets lost by shrinking is compared with an enlarged part of the artwork."""
        seen = shrunk(output, stroke)
        with torch.no_grad():
            content_tap = features(shrunk(content, stroke))[3]
        taps = features(seen)
        measured = measure(taps)
        terms = {
            "content": content_loss(taps[3], content_tap).mean(),
            "moment": moment_loss(measured, styles.target).mean(),
            "gram": gram_loss(measured, styles.target).clamp(max=20).mean(),
            "palette": palette_loss(seen, styles.pictures).mean(),
        }
        if stroke > 0:
            with torch.no_grad():
                wanted = measure(features(enlarged_part(styles.pictures, stroke, self.rng))[:3])
            fine = gram_loss(measure(features(part(output, SEEN_SIDE, self.rng))[:3]), wanted)
            # Stronger the larger the strokes, so that nothing jumps where they begin to grow.
            terms["fine"] = min(1.0, stroke) * fine.log1p().mean()
        return terms

    def stability(self, content: Tensor, z: Tensor, stroke: float, *, borrow: bool) -> dict[str, Tensor]:
        """Terms of identity and rest, on a part of the first picture."""
        first = part(content[:1], int(self.rng.choice([128, 192])), self.rng)
        own = encode(self.loss_network, self.head, first)
        # The picture moved by whole pixels, which need not be multiples of 4.
        dy, dx = (int(v) for v in self.rng.integers(0, 4, 2))
        other = torch.roll(first, (dy, dx), (2, 3))
        pictures = torch.cat([first, other, first]).contiguous(memory_format=torch.channels_last)
        rows = torch.tensor([0, 0, 2], device=z.device)
        with torch.autocast(z.device.type, dtype=torch.bfloat16):
            codes = torch.cat([z[:1], z[:1], own])
            output, moved, same = self.transformer(pictures, codes, stroke, Borrowed(rows) if borrow else None).chunk(3)
        terms = {
            "identity": F.l1_loss(same, first) + 10 * F.mse_loss(same, first),
            "shift": unrest(torch.roll(output, (dy, dx), (2, 3))[INNER], moved[INNER]),
        }
        if self.step % 2:  # fresh sensor noise, in float32: weak noise drowns in bfloat16's own rounding
            noise = torch.randn_like(first) * float(self.rng.uniform(1, 4)) / 255
            pair = torch.cat([first, first + noise]).contiguous(memory_format=torch.channels_last)
            statistics = Borrowed(rows[:2]) if borrow else None
            clean, noisy = self.transformer(pair, z[:1].float().repeat(2, 1), stroke, statistics).chunk(2)
            terms["noise"] = noise_gain(noisy, clean, noise)
        return terms

    def losses(self, content: Tensor, stroke: float, styles: Styles, features: Features) -> dict[str, Tensor]:
        """All terms of one step. content ``[n, 3, h, w]``, stroke: log2 of the size of strokes."""
        z = self.head(styles.stats)
        borrow = float(self.rng.uniform()) < self.recipe.borrow
        output = self.paint(content, z, stroke, borrow=borrow)
        return {
            **self.likeness(output, content, stroke, styles, features),
            "tv": total_variation(output),
            "lattice": lattice(output),
            **self.stability(content, z, stroke, borrow=borrow),
        }

    def update(self, terms: dict[str, Tensor]) -> float:
        """One optimiser step. Returns the weighted loss."""
        loss = torch.stack([getattr(self.recipe, k) * v for k, v in terms.items()]).sum()
        self.descend(loss)
        return float(loss)


def warm_networks(folder: Path, shape: Shape, *, fresh: bool = False) -> tuple[LossNetwork, Transformer, StyleHead]:
    """Networks with the exported weights of ``folder`` (models.json); ``fresh``: only the loss network has them."""
    ours = load_ours(folder)
    if fresh:
        return ours.loss_network, Transformer(shape), StyleHead()
    return ours.loss_network, Transformer.of(ours.transformer.state_dict(), shape), ours.head


def fit_statistics(head: StyleHead, styles: Styles) -> None:
    """Normalise a fresh head's input by training styles' statistics."""
    head.mu.copy_(styles.stats.mean(0))
    head.sd.copy_(styles.stats.std(0) + 1e-3)


@dataclass(frozen=True)
class Sources:
    """Decoded pictures, uint8 ``[n, S, S, 3]``."""

    contents: np.ndarray
    styles: np.ndarray


def train(run: Run, sources: Sources, loss: PerceptualLoss, folder: Path, *, device: str, small: Path | None) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving every 300 s."""

    def advance() -> dict[str, float]:
        layout = draw_layout(run.recipe, run.rng)
        content = content_batch(sources.contents, layout.count, layout.side, run.rng).to(device)
        if run.step % RENEW_EVERY == 0:
            pool.renew(run.recipe.batch)
        terms = run.losses(content, layout.stroke, pool.draw(layout.count), loss)
        # Logged apart: large strokes are another task, and their share of a window is chance.
        mark = " large" if layout.stroke > 0 else ""
        return {"total" + mark: run.update(terms), **{k + mark: float(v) for k, v in terms.items()}}

    pool = style_pool(run, sources, loss, device=device)
    run_to_end(run, folder, advance, save_every=300.0, small=small)


RENEW_EVERY = 2
"""Steps between new artworks in the pool."""


def style_pool(run: Run, sources: Sources, loss: PerceptualLoss, *, device: str) -> StylePool:
    """Artworks with the statistics of the run's loss network and the targets of its loss."""
    return StylePool(
        sources.styles,
        lambda picture: (style_statistics(run.loss_network.taps(picture)), measure(loss(picture))),
        run.rng,
        size=64 * run.recipe.batch,
        device=device,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--name", required=True, help="folder of the run; an existing one is resumed")
    parser.add_argument("--warm", type=Path, default=SHIPPED, help="models folder: start from its weights, by its perceptual network")
    parser.add_argument("--fresh", action="store_true", help="start from random weights; only the fixed networks are of --warm")
    parser.add_argument("--half", action="store_true", help="the loss in bfloat16: three times as fast on a CPU that has it")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--data", type=Path, help="pictures of this file, which `impasto.pack` wrote, instead of the caches")
    parser.add_argument("--small", type=Path, help="also keep a checkpoint of 1 MB here, and resume from it where it is newest")
    Recipe.add_options(parser)
    args = parser.parse_args()
    recipe = Recipe.from_options(args)
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    networks = warm_networks(args.warm, recipe.shape, fresh=args.fresh)
    run = Run(recipe, *(network.to(args.device) for network in networks))
    run.model.to(memory_format=torch.channels_last)
    perceptual = load_perceptual(next(args.warm.glob("perceptual-network.*.safetensors"))).to(args.device)
    loss = PerceptualLoss(perceptual, half=args.half)
    if args.data:
        sources = Sources(*unpack(args.data, CACHE_SIDE).values())
    else:
        sources = Sources(*(picture_cache(args.shared, args.runs, kind) for kind in KINDS))
    if args.small:
        args.small.parent.mkdir(parents=True, exist_ok=True)
    if not resume(run, folder, args.small) and args.fresh:
        fit_statistics(run.head, style_pool(run, sources, loss, device=args.device).draw(256))
    write_json(folder / "recipe.json", asdict(recipe))
    train(run, sources, loss, folder, device=args.device, small=args.small)


if __name__ == "__main__":
    main()
