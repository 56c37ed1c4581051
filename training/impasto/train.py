"""Command: train transformer and style head (run B); resumes by itself where it was interrupted.

    python3 -m impasto.train --name b1 --warm ../public/models --steps 60000
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

from .cache import slim_teacher
from .data import RUNS, SHARED, StyleCache, content_batch, content_cache, to_tensor, training_files, write_json
from .losses import StyleTarget, content_loss, gram_loss, measure, moment_loss, noise_gain, total_variation
from .networks import TEACHER_CHANNELS, TAP_CHANNELS, LossNetwork, StyleHead, Transformer, encode, style_statistics
from .safetensors_io import load_into
from .setup import configure
from .teachers import SlimVgg19, Vgg19


@dataclass(frozen=True)
class Recipe:
    """Everything that shapes a run; stored with its checkpoints."""

    steps: int = 60000
    seconds: float = 0.0
    """If above 0 the schedule follows the time spent (s) instead of the steps."""
    seed: int = 1
    lr: float = 2e-3
    warmup: int = 200
    vgg_from: float = 0.55
    """Progress 0..1 at which the perceptual network becomes the true VGG-19."""
    content: float = 3.0
    moment: float = 3.0
    gram: float = 10.0
    identity: float = 25.0
    tv: float = 0.05
    noise: float = 4.0
    shift: float = 10.0
    distil: float = 0.0
    """Weight of L1 towards MicroAST, falling to 0 at 60 % of the run (useful without a warm start)."""
    ema: float = 0.999


SIZES = ((128, 4), (192, 2), (256, 1))
"""(side px, batch) drawn at random."""
SIZE_ODDS = (0.6, 0.25, 0.15)


def learning_rate(recipe: Recipe, step: int, progress: float) -> float:
    """Warm-up then a cosine to 0."""
    return recipe.lr * min(1.0, (step + 1) / recipe.warmup) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


class Run:
    """The state of a training run, its step and its checkpoints."""

    def __init__(self, recipe: Recipe, loss_network: LossNetwork, transformer: Transformer, head: StyleHead) -> None:
        self.recipe, self.loss_network = recipe, loss_network.requires_grad_(False)
        self.transformer, self.head = transformer, head
        self.model = nn.ModuleDict({"transformer": transformer, "head": head})
        self.average = copy.deepcopy(self.model).requires_grad_(False)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=recipe.lr, betas=(0.9, 0.99))
        self.rng = np.random.default_rng(recipe.seed)
        self.step, self.elapsed = 0, 0.0

    @property
    def progress(self) -> float:
        """0..1."""
        if self.recipe.seconds > 0:
            return self.elapsed / self.recipe.seconds
        return self.step / self.recipe.steps

    def save(self, path: Path) -> None:
        """Write everything an exact resume needs; the file is replaced atomically."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.rng.bit_generator.state,
            "torch_rng": torch.get_rng_state(),
            "step": self.step,
            "elapsed": self.elapsed,
            "recipe": asdict(self.recipe),
        }
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def load(self, path: Path) -> None:
        """Continue from `save`."""
        state = torch.load(path)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch_rng"])
        self.step, self.elapsed = state["step"], state["elapsed"]

    def losses(
        self, content: Tensor, stats: Tensor, target: StyleTarget, teacher: SlimVgg19 | Vgg19, anchor: Tensor | None = None
    ) -> dict[str, Tensor]:
        """All terms of one step. content ``[n, 3, h, w]``, stats ``[n, 480]``; anchor: a teacher's output."""
        n = len(content)
        first = content[:1]
        own = encode(self.loss_network, self.head, first)
        z = self.head(stats)
        if self.step % 2:  # fresh sensor noise
            noise = torch.randn_like(first) * float(self.rng.uniform(1, 6)) / 255
            other = first + noise
        else:  # the picture moved by whole pixels, which need not be multiples of 4
            noise = first
            dy, dx = (int(v) for v in self.rng.integers(0, 4, 2))
            other = torch.roll(first, (dy, dx), (2, 3))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.transformer(torch.cat([content, other, first]), torch.cat([z, z[:1], own]))
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
        }
        if self.step % 2:
            terms["noise"] = noise_gain(consistent, output[:1], noise)
        else:
            inner = (slice(None), slice(None), slice(16, -16), slice(16, -16))
            moved = torch.roll(output[:1], (dy, dx), (2, 3))
            terms["shift"] = F.l1_loss(consistent[inner], moved[inner])
        if anchor is not None:
            small = F.avg_pool2d(output[: len(anchor)] - anchor, 4)
            terms["distil"] = F.l1_loss(output[: len(anchor)], anchor) + small.abs().mean()
        return terms

    def weight(self, term: str) -> float:
        """Weight of a term now."""
        fall = max(0.0, 1 - self.progress / 0.6) if term == "distil" else 1.0
        return float(getattr(self.recipe, term)) * fall

    def update(self, terms: dict[str, Tensor]) -> float:
        """One optimiser step. Returns the weighted loss."""
        loss = sum((self.weight(k) * v for k, v in terms.items()), torch.zeros(()))
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, self.progress)
        self.optimiser.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        if torch.isfinite(norm):
            self.optimiser.step()
        decay = min(self.recipe.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_mul_(list(self.average.parameters()), decay)
            torch._foreach_add_(list(self.average.parameters()), list(self.model.parameters()), alpha=1 - decay)
        self.step += 1
        return float(loss)


def warm_networks(folder: Path | None, loss_network: Path) -> tuple[LossNetwork, Transformer, StyleHead]:
    """Networks with the exported weights of ``folder`` (models.json), or fresh ones."""
    network, transformer, head = LossNetwork(), Transformer(), StyleHead()
    load_into(network, loss_network)
    if folder is not None:
        index = json.loads((folder / "models.json").read_text())
        load_into(transformer, folder / index["transformer"]["file"])
        load_into(head, folder / index["styleHead"]["file"])
    return network, transformer, head


def fit_statistics(head: StyleHead, cache: StyleCache) -> None:
    """Normalise a fresh head's input by the training styles' statistics."""
    rows = torch.from_numpy(np.concatenate(cache.stats))
    head.mu.copy_(rows.mean(0))
    head.sd.copy_(rows.std(0) + 1e-3)


def train(run: Run, folder: Path, shared: Path, runs: Path, save_every: float = 300.0) -> None:
    """Run to the end of the schedule, logging to ``log.jsonl`` and saving ``last.pt`` every 300 s."""
    contents = content_cache(shared, runs)
    teacher: SlimVgg19 | Vgg19 = slim_teacher(shared, runs)
    styles = StyleCache.open(runs, "slim", TAP_CHANNELS)
    true_vgg = False
    started, saved = time.time() - run.elapsed, time.time()
    window: dict[str, list[float]] = {}
    mark, mark_step = time.time(), run.step
    while run.progress < 1:
        due = run.progress >= run.recipe.vgg_from and any((runs / "cache").glob("style-vgg-*.target.npy"))
        if due and not true_vgg:
            true_vgg, teacher = True, Vgg19(shared / "teachers")
            styles = StyleCache.open(runs, "vgg", TEACHER_CHANNELS)
        size, n = SIZES[int(run.rng.choice(len(SIZES), p=SIZE_ODDS))]
        content = content_batch(contents, n, size, run.rng)
        stats, target = styles.draw(n, run.rng)
        terms = run.losses(content, stats, target, teacher)
        total = run.update(terms)
        for key, value in (*terms.items(), ("total", torch.tensor(total))):
            window.setdefault(key, []).append(float(value))
        now = time.time()
        run.elapsed = now - started
        if run.step % 100 == 0:
            line: dict[str, object] = {k: round(float(np.mean(v)), 4) for k, v in window.items()}
            line |= {"step": run.step, "progress": round(run.progress, 4), "vgg": true_vgg}
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
    parser.add_argument("--warm", type=Path, help="start from these exported weights")
    parser.add_argument("--loss-network", type=Path, required=True)
    for field in Recipe.__dataclass_fields__.values():
        kind = type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    args = parser.parse_args()
    recipe = Recipe(**{k: getattr(args, k) for k in Recipe.__dataclass_fields__})
    configure(recipe.seed)
    folder = args.runs / args.name
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(recipe, *warm_networks(args.warm, args.loss_network))
    if (folder / "last.pt").exists():
        run.load(folder / "last.pt")
    elif args.warm is None:
        fit_statistics(run.head, StyleCache.open(args.runs, "slim", TAP_CHANNELS))
    write_json(folder / "recipe.json", asdict(recipe))
    train(run, folder, args.shared, args.runs)


if __name__ == "__main__":
    main()
