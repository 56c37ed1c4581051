"""Command: train transformer and style head; resumes by itself where it was interrupted.

    python3 -m impasto.train --name b2 --warm runs/base --steps 60000
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .data.pictures import RUNS, SHARED, content_cache, write_json
from .data.styles import StyleCache
from .data.batches import content_batch
from .objectives.losses import StyleTarget, content_loss, gram_loss, lattice, measure, moment_loss, noise_gain, total_variation
from .networks.live import TEACHER_CHANNELS, LossNetwork, StyleHead, encode, style_statistics
from .networks.transformer import Transformer
from .running.run_state import RunState, Schedule, run_to_end
from .networks.safetensors_io import load_into, sha256
from .running.setup import configure
from .networks.teachers import Vgg19


@dataclass(frozen=True)
class Recipe(Schedule):
    """Everything that shapes a run; stored with its checkpoints."""

    steps: int = 60000
    lr: float = 4e-4
    """At 8e-4 and more, runs from a warm start diverged."""
    warmup: int = 200
    content: float = 3.3
    moment: float = 5.0
    gram: float = 25.0
    identity: float = 25.0
    tv: float = 0.05
    lattice: float = 1.0
    noise: float = 2.0
    shift: float = 6.0


SIZES = ((128, 4), (192, 2), (256, 1))
"""(side px, batch) drawn at random."""
SIZE_ODDS = (0.45, 0.3, 0.25)
INNER = (slice(None), slice(None), slice(16, -16), slice(16, -16))
"""Pixels that a shift by up to 3 px did not bring round the edge."""


class Run(RunState):
    """The state of a training run of transformer and style head."""

    def __init__(self, recipe: Recipe, loss_network: LossNetwork, transformer: Transformer, head: StyleHead) -> None:
        super().__init__(recipe, nn.ModuleDict({"transformer": transformer, "head": head}), clip=5.0)
        self.recipe, self.loss_network = recipe, loss_network.requires_grad_(False)
        self.transformer, self.head = transformer, head

    def losses(self, content: Tensor, stats: Tensor, target: StyleTarget, teacher: Vgg19) -> dict[str, Tensor]:
        """All terms of one step. content ``[n, 3, h, w]``, stats ``[n, 480]``."""
        n = len(content)
        first = content[:1]
        own = encode(self.loss_network, self.head, first)
        z = self.head(stats)
        # The picture moved by whole pixels, which need not be multiples of 4.
        dy, dx = (int(v) for v in self.rng.integers(0, 4, 2))
        other = torch.roll(first, (dy, dx), (2, 3))
        pictures = torch.cat([content, other, first]).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.transformer(pictures, torch.cat([z, z[:1], own]))
        output, consistent, same = out[:n], out[n : n + 1], out[n + 1 :]
        with torch.no_grad():
            content_tap = teacher(content)[3]
        taps = teacher(output)
        measured = measure(taps)
        terms = {
            "content": content_loss(taps[3], content_tap).mean(),
            "moment": moment_loss(measured, target).mean(),
            "gram": gram_loss(measured, target).clamp(max=20).mean(),
            "identity": F.l1_loss(same, first) + 10 * F.mse_loss(same, first),
            "tv": total_variation(output),
            "lattice": lattice(out),
            "shift": F.l1_loss(consistent[INNER], torch.roll(output[:1], (dy, dx), (2, 3))[INNER]),
        }
        if self.step % 2:  # fresh sensor noise, in float32: weak noise drowns in bfloat16's own rounding
            noise = torch.randn_like(first) * float(self.rng.uniform(1, 4)) / 255
            pair = torch.cat([first, first + noise]).contiguous(memory_format=torch.channels_last)
            clean, noisy = self.transformer(pair, z[:1].float().repeat(2, 1)).chunk(2)
            terms["noise"] = noise_gain(noisy, clean, noise)
        return terms

    def update(self, terms: dict[str, Tensor]) -> float:
        """One optimiser step. Returns the weighted loss."""
        loss = sum((getattr(self.recipe, k) * v for k, v in terms.items()), torch.zeros(()))
        self.descend(loss)
        return float(loss)


def warm_networks(folder: Path | None, loss_network: Path) -> tuple[LossNetwork, Transformer, StyleHead]:
    """Networks with the exported weights of ``folder`` (models.json), or fresh ones."""
    network, transformer, head = LossNetwork(), Transformer(), StyleHead()
    load_into(network, loss_network, LossNetwork.ADAPTERS)
    if folder is not None:
        index = json.loads((folder / "models.json").read_text())
        load_into(transformer, folder / index["transformer"]["file"])
        load_into(head, folder / index["styleHead"]["file"])
    return network, transformer, head


def open_styles(runs: Path, network: LossNetwork, file: Path) -> StyleCache:
    """The cached styles with the statistics of this loss network (computed on first use, some minutes)."""
    return StyleCache.open(
        runs, TEACHER_CHANNELS, sha256(file.read_bytes())[:8], lambda p: style_statistics(network.taps(p))
    )


def fit_statistics(head: StyleHead, styles: StyleCache) -> None:
    """Normalise a fresh head's input by the training styles' statistics."""
    rows = torch.from_numpy(np.concatenate(styles.stats))
    head.mu.copy_(rows.mean(0))
    head.sd.copy_(rows.std(0) + 1e-3)


def train(run: Run, styles: StyleCache, folder: Path, shared: Path, runs: Path, save_every: float = 300.0) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving ``last.pt`` every 300 s."""
    contents = content_cache(shared, runs)
    teacher = Vgg19(shared / "teachers", half=True)

    def advance() -> dict[str, float]:
        size, n = SIZES[int(run.rng.choice(len(SIZES), p=SIZE_ODDS))]
        content = content_batch(contents, n, size, run.rng)
        stats, target = styles.draw(n, run.rng)
        terms = run.losses(content, stats, target, teacher)
        return {"total": run.update(terms), **{k: float(v) for k, v in terms.items()}}

    run_to_end(run, folder, advance, save_every=save_every)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--name", required=True, help="folder of the run; an existing one is resumed")
    parser.add_argument("--warm", type=Path, help="start from these exported weights")
    parser.add_argument("--loss-network", type=Path, help="safetensors; needed without --warm")
    Recipe.add_options(parser)
    args = parser.parse_args()
    recipe = Recipe.from_options(args)
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    loss_file = args.loss_network or next(args.warm.glob("loss-network.*.safetensors"))
    run = Run(recipe, *warm_networks(args.warm, loss_file))
    run.model.to(memory_format=torch.channels_last)
    styles = open_styles(args.runs, run.loss_network, loss_file)
    if (folder / "last.pt").exists():
        run.load(folder / "last.pt")
    elif args.warm is None:
        fit_statistics(run.head, styles)
    write_json(folder / "recipe.json", asdict(recipe))
    train(run, styles, folder, args.shared, args.runs)


if __name__ == "__main__":
    main()
