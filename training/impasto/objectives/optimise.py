"""Gram-loss optimisation of pictures (Gatys et al., CVPR 2016) through any network with four taps.

Used to teach the loss network (`PicturePool`) and to judge it (`optimise_picture`); the app has its own optimiser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .losses import StyleTarget, content_loss, gram_loss, measure, total_variation

Features = Callable[[Tensor], Sequence[Tensor]]
"""``[n, 3, h, w]`` 0..1 -> four taps."""


@dataclass(frozen=True)
class Weights:
    """Of the loss that is minimised."""

    content: float = 1.0
    style: float = 10.0
    tv: float = 0.1


def picture_loss(features: Features, picture: Tensor, content: Tensor, style: StyleTarget, weights: Weights) -> Tensor:
    """Sum over the batch. content: relu4_1 of the contents; style: of the styles."""
    taps = features(picture)
    return (
        weights.content * content_loss(taps[3], content).sum()
        + weights.style * gram_loss(measure(taps), style).sum()
        + weights.tv * total_variation(picture) * len(picture)
    )


LEVELS, GROWTH = 5, 1.4
"""Of the pyramid: halvings, and how much longer than the next finer level's each level's step is."""


def halved(pictures: Tensor) -> Tensor:
    """Antialiased with a triangle, the adjoint of bilinear enlarging."""
    size = [(side + 1) // 2 for side in pictures.shape[2:]]
    return F.interpolate(pictures, size=size, mode="bilinear", align_corners=False, antialias=True)


def analyse(pictures: Tensor) -> list[Tensor]:
    """``[n, 3, h, w]`` -> itself and its successive halvings, finest first."""
    levels = [pictures]
    for _ in range(LEVELS):
        levels.append(halved(levels[-1]))
    return levels


def synthesise(levels: Sequence[Tensor]) -> Tensor:
    """The sum of all levels, enlarged to the finest, bilinearly."""
    picture = levels[-1]
    for finer in reversed(levels[:-1]):
        picture = finer + F.interpolate(picture, size=finer.shape[2:], mode="bilinear", align_corners=False)
    return picture


class Descent:
    """Adam (β 0.9, 0.99) on the Laplacian pyramids of pictures.

    Steps at every pixel alone are mostly high frequencies, the directions in which a small network is fooled first;
    coarser levels take longer steps. Moments are kept per picture so that single pictures of a pool can go on.
    """

    def __init__(self, pictures: Tensor, rate: float) -> None:
        """rate: of the finest level."""
        self.pictures, self.rate = pictures, rate
        self.m = [torch.zeros_like(level) for level in analyse(pictures)]
        self.v = [torch.zeros_like(moment) for moment in self.m]
        self.t = torch.zeros(len(pictures), 1, 1, 1)

    def reset(self, k: int, picture: Tensor) -> None:
        """Start picture k over from ``[3, h, w]``."""
        self.pictures[k], self.t[k] = picture, 0
        for moment in (*self.m, *self.v):
            moment[k].zero_()

    def step(self, rows: Tensor, gradient: Tensor) -> None:
        """Move pictures ``rows`` against ``gradient`` ``[len(rows), 3, h, w]``; they stay within 0..1."""
        self.t[rows] += 1
        steps = []
        for k, (g, m, v) in enumerate(zip(analyse(gradient), self.m, self.v)):
            m[rows] = 0.9 * m[rows] + 0.1 * g
            v[rows] = 0.99 * v[rows] + 0.01 * g**2
            mean, square = m[rows] / (1 - 0.9 ** self.t[rows]), v[rows] / (1 - 0.99 ** self.t[rows])
            steps.append(self.rate * GROWTH**k * mean / (square.sqrt() + 1e-8))
        self.pictures[rows] = (self.pictures[rows] - synthesise(steps)).clamp(0, 1)


def _gradient(features: Features, picture: Tensor, content: Tensor, style: StyleTarget, weights: Weights) -> Tensor:
    x = picture.detach().contiguous(memory_format=torch.channels_last).requires_grad_()
    (gradient,) = torch.autograd.grad(picture_loss(features, x, content, style, weights), x)
    return gradient


def optimise_picture(
    features: Features, content: Tensor, style: Tensor, weights: Weights, *, steps: int = 300, rate: float = 0.002
) -> Tensor:
    """``[1, 3, h, w]`` pictures -> the content optimised towards the style, from the content."""
    with torch.no_grad():
        wanted, target = features(content)[3], measure(features(style))
    descent = Descent(content.clone(), rate)
    row = torch.tensor([0])
    for _ in range(steps):
        descent.step(row, _gradient(features, descent.pictures, wanted, target, weights))
    return descent.pictures


@dataclass(frozen=True)
class Work:
    """Pictures of a pool with what they are made of, all ``[n, 3, h, w]``."""

    pictures: Tensor
    contents: Tensor
    styles: Tensor


class PicturePool:
    """Pictures at various stages of being optimised through a network that learns meanwhile.

    They start as HQ stills do: most as ``live`` makes them of content and style ``[1, 3, h, w]``, a quarter as the
    content, one in twenty as noise.
    """

    def __init__(
        self,
        size: int,
        life: int,
        fresh: Callable[[int], tuple[Tensor, Tensor]],
        live: Callable[[Tensor, Tensor], Tensor],
        rng: np.random.Generator,
    ) -> None:
        self.life, self.fresh, self.live, self.rng = life, fresh, live, rng
        self.contents, self.styles = fresh(size)
        self.descent = Descent(self.contents.clone(), 0.001)
        self.weights = [self._draw_weights() for _ in range(size)]
        for k in range(size):
            self.descent.reset(k, self._start(k))
        self.descent.t[:, 0, 0, 0] = torch.from_numpy(rng.integers(0, life, size)).float()

    def _draw_weights(self) -> Weights:
        """Contents from nearly ignored to dominant; total variation from none to strong."""
        return Weights(10 ** float(self.rng.uniform(-1, 0.5)), 10.0, 10 ** float(self.rng.uniform(-2, 0.3)))

    def _start(self, k: int) -> Tensor:
        """``[3, h, w]``"""
        kind = self.rng.uniform()
        if kind < 0.7:
            return self.live(self.contents[k : k + 1], self.styles[k : k + 1])[0]
        return self.contents[k] if kind < 0.95 else torch.rand_like(self.contents[k])

    def advance(self, network: Features, n: int, steps: int) -> Work:
        """Optimise ``n`` random pictures ``steps`` further through ``network``."""
        rows = torch.from_numpy(self.rng.choice(len(self.weights), n, replace=False))
        for k in rows.tolist():
            if self.descent.t[k] < self.life:
                continue
            content, style = self.fresh(1)
            self.contents[k], self.styles[k] = content[0], style[0]
            self.descent.reset(k, self._start(k))
            self.weights[k] = self._draw_weights()
        weights = self.weights[int(rows[0])]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                wanted, target = network(self.contents[rows])[3], measure(network(self.styles[rows]))
            for _ in range(steps):
                gradient = _gradient(network, self.descent.pictures[rows], wanted, target, weights)
                self.descent.step(rows, gradient)
        return Work(self.descent.pictures[rows].clone(), self.contents[rows], self.styles[rows])
