"""Does the loss network push a picture where VGG-19 would? The angle between the gradients of both their losses.

A network can imitate VGG-19's features closely and still be a poor guide, because an optimiser walks along what the
imitation gets wrong. What a guide must get right is the gradient with respect to the pixels (compare "Sobolev Training
for Neural Networks", Czarnecki et al. 2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from .losses import content_loss, gram, gram_errors
from .optimise import Features

SCALES = (1, 2, 4)
"""Gradients are compared at these pixel sizes."""
TERMS = ("style 1", "style 2", "style 3", "style 4", "content")
"""Of an HQ still's loss: Gram errors of the four taps, and the content error of the last."""


@dataclass(frozen=True)
class Goal:
    """What pictures are optimised towards, as one network sees it."""

    grams: Sequence[Tensor]
    """Of the styles, per tap ``[n, c, c]``."""
    content: Tensor
    """Last tap of the contents ``[n, c, h, w]``."""


def goal(features: Features, contents: Tensor, styles: Tensor) -> Goal:
    """Differentiable with respect to the network where gradients are on."""
    return Goal([gram(tap) for tap in features(styles)], features(contents)[3])


def pixel_gradient(
    features: Features, pictures: Tensor, towards: Goal, term: int, *, differentiable: bool = False
) -> Tensor:
    """Gradient of ``TERMS[term]``, ``[n, 3, h, w]``; ``differentiable``: keep the graph, to train ``features`` by it."""
    x = pictures.detach().contiguous(memory_format=torch.channels_last).requires_grad_()
    taps = features(x)
    error = content_loss(taps[3], towards.content) if term == 4 else gram_errors([gram(taps[term])], [towards.grams[term]])
    (gradient,) = torch.autograd.grad(error.sum(), x, create_graph=differentiable)
    return gradient


def cosine(a: Tensor, b: Tensor) -> Tensor:
    """Cosine between two pictures' gradients, mean over `SCALES`: ``[n]``."""
    total = []
    for scale in SCALES:
        p, q = (F.avg_pool2d(t, scale).flatten(1) for t in (a, b))
        total.append(F.cosine_similarity(p, q, dim=1, eps=1e-20))
    return torch.stack(total).mean(0)
