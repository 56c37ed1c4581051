"""Whose mean and variance the norms use, where they are not the picture's own.

Live mode uses running averages over the frames before (`src/workers/engine/wgsl/frame/frame-history.ts`): `Streaming` is
their model, `Borrowed` what training has of them.
"""

from __future__ import annotations

import math
from typing import Callable

import torch
from torch import Tensor

Statistics = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
"""Own mean and variance of one norm's input, both ``[n, c]``, -> those to use. Called once a norm, in order."""


class Borrowed:
    """Pictures of a batch use the statistics of others of the same batch. Gradients reach those others too: without
    that, nothing holds the scale of what is normalised, and it drifts."""

    def __init__(self, rows: Tensor, own: float = 0.0) -> None:
        """rows ``[n]``: whose statistics each picture uses. own: share of the picture's own in them."""
        self.rows, self.own = rows, own

    def __call__(self, mean: Tensor, variance: Tensor) -> tuple[Tensor, Tensor]:
        return torch.lerp(mean[self.rows], mean, self.own), torch.lerp(variance[self.rows], variance, self.own)


CUT_DISTANCE = 0.12
"""As in `finalise.wgsl.ts`."""
SECONDS = 0.5
"""Time constant of the running averages."""
RENEW_EVERY = 2
"""Frames."""


class Streaming:
    """Running statistics of one clip, ``[1, c]`` each, as the WGSL engine keeps them: exact in the first frame and at
    cuts, renewed in every second frame. Call `next_frame` before each frame."""

    def __init__(self, eps: float, frames_per_second: float = 24.0) -> None:
        self.eps, self.seconds = eps, 1 / frames_per_second
        self.running: list[tuple[Tensor, Tensor]] = []
        self.frame = -1
        self.norm, self.age, self.share, self.collects = 0, 0.0, 1.0, True

    def next_frame(self) -> None:
        self.frame += 1
        self.norm, self.age = 0, self.age + self.seconds
        self.collects = self.frame % RENEW_EVERY == 0
        self.share = 1.0 if self.frame == 0 else 1 - math.exp(-self.age / SECONDS)
        if self.collects:
            self.age = 0.0

    def _is_cut(self, mean: Tensor, variance: Tensor) -> bool:
        before, spread = self.running[0]
        shift = (mean - before) ** 2 / (spread + self.eps)
        ratio = ((variance + self.eps) / (spread + self.eps)).log()
        return not float((shift + 0.25 * ratio**2).mean()) <= CUT_DISTANCE

    def __call__(self, mean: Tensor, variance: Tensor) -> tuple[Tensor, Tensor]:
        k, self.norm = self.norm, self.norm + 1
        if self.frame == 0:
            self.running.append((mean, variance))
        elif self.collects:
            if k == 0 and self._is_cut(mean, variance):
                self.share = 1.0
            old = self.running[k]
            self.running[k] = (torch.lerp(old[0], mean, self.share), torch.lerp(old[1], variance, self.share))
        return self.running[k]
