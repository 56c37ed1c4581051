"""Two styles in one picture: at every norm what each style would make of x, blended by a mask. Nothing is trained for it."""

from __future__ import annotations

from typing import Callable

import torch.nn.functional as F
from torch import Tensor

from .transformer import NORM_EPS, ConditionalNorm, Transformer

Norm = Callable[[ConditionalNorm, Tensor], Tensor]


def _run(transformer: Transformer, picture: Tensor, code: Tensor, norm: Norm) -> Tensor:
    """The transformer with ``norm`` in the place of its own norms."""
    hooks = [
        module.register_forward_hook(lambda module, inputs, _: norm(module, inputs[0]))
        for module in transformer.norms().values()
    ]
    try:
        return transformer(picture, code)
    finally:
        for hook in hooks:
            hook.remove()


def stylise_two(transformer: Transformer, picture: Tensor, first: Tensor, second: Tensor, mask: Tensor) -> Tensor:
    """picture ``[1, 3, h, w]`` 0..1 -> the same, styled by ``first`` where the mask is 0 and by ``second`` where it is 1.

    ``first`` and ``second`` are style codes ``[1, 100]``; the mask is ``[rows, columns]`` of any size, 0..1, and covers
    the picture whole. Each norm gets it at its own resolution (antialiased triangle filter). Each style has the mean and
    variance that the whole picture has in that style alone: those of the blend would let each spoil the other.
    """
    moments: dict[tuple[ConditionalNorm, int], tuple[Tensor, Tensor]] = {}

    def measured(side: int, code: Tensor) -> Norm:
        def norm(module: ConditionalNorm, x: Tensor) -> Tensor:
            moments[module, side] = x.mean((2, 3), keepdim=True), x.var((2, 3), keepdim=True, unbiased=False)
            return module.forward(x, code)

        return norm

    def styled(module: ConditionalNorm, side: int, code: Tensor, x: Tensor) -> Tensor:
        gamma, beta = module.l(code)[..., None, None].chunk(2, dim=1)
        mean, variance = moments[module, side]
        return gamma * (x - mean) / (variance + NORM_EPS).sqrt() + beta

    def blended(module: ConditionalNorm, x: Tensor) -> Tensor:
        share = F.interpolate(mask[None, None], x.shape[2:], mode="bilinear", antialias=True, align_corners=False)
        return (1 - share) * styled(module, 0, first, x) + share * styled(module, 1, second, x)

    for side, code in enumerate((first, second)):
        _run(transformer, picture, code, measured(side, code))
    return _run(transformer, picture, first, blended)
