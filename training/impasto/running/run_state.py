"""What every training run has: schedule, optimiser, averaged weights, checkpoints, and the loop that writes its log."""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Callable, Mapping, Self

import numpy as np
import torch
from torch import Tensor, nn

from ..networks.safetensors_io import encode_tensors, load_into, module_tensors, read_tensors


@dataclass(frozen=True)
class Schedule:
    """The part of a recipe that every run needs. A recipe extends it with what shapes its run."""

    steps: int = 12000
    seconds: float = 0.0
    """If above 0 the schedule follows the time spent (s) instead of the steps."""
    seed: int = 1
    lr: float = 4e-4
    warmup: int = 100
    ema: float = 0.999

    @classmethod
    def add_options(cls, parser: argparse.ArgumentParser) -> None:
        """One command-line option a field."""
        for field in fields(cls):
            parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)

    @classmethod
    def from_options(cls, options: argparse.Namespace) -> Self:
        return cls(**{field.name: getattr(options, field.name) for field in fields(cls)})


def learning_rate(recipe: Schedule, step: int, progress: float) -> float:
    """Warm-up then a cosine to 0. step: since the optimiser began."""
    return recipe.lr * min(1.0, (step + 1) / recipe.warmup) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


class RunState:
    """A model that is trained, its averaged copy, its optimiser (Adam, β 0.9, 0.99), step and checkpoints."""

    def __init__(self, schedule: Schedule, model: nn.Module, *, clip: float) -> None:
        self.schedule, self.model, self.clip = schedule, model, clip
        self.average = copy.deepcopy(model).requires_grad_(False)
        self.optimiser = torch.optim.Adam(model.parameters(), lr=schedule.lr, betas=(0.9, 0.99))
        self.rng = np.random.default_rng(schedule.seed)
        self.step, self.elapsed = 0, 0.0
        self.optimised_from = 0
        """Step at which the optimiser began, without moments."""

    @property
    def progress(self) -> float:
        """0..1."""
        if self.schedule.seconds > 0:
            return self.elapsed / self.schedule.seconds
        return self.step / self.schedule.steps

    def save(self, path: Path) -> None:
        """Write everything a resume needs; the file is replaced atomically."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.rng.bit_generator.state,
            "torch_rng": torch.get_rng_state(),
            "step": self.step,
            "elapsed": self.elapsed,
            "optimised_from": self.optimised_from,
            "recipe": asdict(self.schedule),
        }
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def load(self, path: Path) -> None:
        """Continue from `save`."""
        state = torch.load(path, map_location="cpu")
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch_rng"])
        self.step, self.elapsed = state["step"], state["elapsed"]
        self.optimised_from = state.get("optimised_from", 0)

    def save_small(self, path: Path) -> None:
        """Write the averaged weights in float16 with recipe and step: safetensors, a tenth of `save`'s size."""
        metadata = {
            "recipe": json.dumps(asdict(self.schedule)),
            "step": str(self.step),
            "elapsed": str(round(self.elapsed)),
        }
        part = path.with_suffix(".part")
        part.write_bytes(encode_tensors(module_tensors(self.average), metadata))
        part.rename(path)

    def load_small(self, path: Path) -> None:
        """Continue from `save_small`: from the averaged weights, with a new warm-up, because moments are missing."""
        metadata = load_into(self.model, path)
        self.average.load_state_dict(self.model.state_dict())
        self.step, self.elapsed = int(metadata["step"]), float(metadata["elapsed"])
        self.optimised_from = self.step
        # Not the pictures of the first steps over again.
        self.rng = np.random.default_rng([self.schedule.seed, self.step])
        torch.manual_seed(self.schedule.seed + self.step)

    def descend(self, loss: Tensor) -> None:
        """One optimiser step, left out when the gradient is not finite; then the average follows."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.schedule, self.step - self.optimised_from, self.progress)
        self.optimiser.zero_grad()
        loss.backward()
        if torch.isfinite(nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)):
            self.optimiser.step()
        decay = min(self.schedule.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_mul_(list(self.average.parameters()), decay)
            torch._foreach_add_(list(self.average.parameters()), list(self.model.parameters()), alpha=1 - decay)
        self.step += 1


Values = Mapping[str, float | list[float]]
"""What one step reports, by name."""


def resume(run: RunState, folder: Path, small: Path | None = None) -> bool:
    """Continue from the newer of ``last.pt`` and ``small``, if there is either. Returns whether there was."""
    last = folder / "last.pt"
    found = [path for path in (last, small) if path and path.exists()]
    if not found:
        return False
    newest = max(found, key=saved_step)
    run.load(newest) if newest == last else run.load_small(newest)
    return True


def saved_step(path: Path) -> int:
    """Of a checkpoint of either kind."""
    if path.suffix == ".pt":
        return int(torch.load(path, map_location="cpu")["step"])
    return int(read_tensors(path)[1]["step"])


def run_to_end(
    run: RunState, folder: Path, advance: Callable[[], Values], *, save_every: float, small: Path | None = None
) -> None:
    """Call ``advance`` (one step each) to the end of the schedule. Means of 100 steps go to ``log.jsonl``; ``last.pt``
    and ``small`` are saved every ``save_every`` s and at the end."""
    started, saved = time.time() - run.elapsed, time.time()
    window: dict[str, list[float | list[float]]] = {}
    mark, mark_step = time.time(), run.step
    while run.progress < 1:
        for key, value in advance().items():
            window.setdefault(key, []).append(value)
        now = time.time()
        run.elapsed = now - started
        if run.step % 100 == 0:
            line: dict[str, object] = {k: np.round(np.mean(v, 0), 4).tolist() for k, v in window.items()}
            line |= {"step": run.step, "progress": round(run.progress, 4)}
            line["ms"] = round((now - mark) / (run.step - mark_step) * 1000)
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            window, mark, mark_step = {}, now, run.step
        if now - saved > save_every or run.progress >= 1:
            run.save(folder / "last.pt")
            if small:
                run.save_small(small)
            saved = now
