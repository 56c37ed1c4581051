"""Two styles in one picture: at every norm both styles' γ and β, blended by a mask; one pass, nothing is trained for it."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from .transformer import ConditionalNorm, Transformer


def stylise_two(transformer: Transformer, picture: Tensor, first: Tensor, second: Tensor, mask: Tensor) -> Tensor:
    """picture ``[1, 3, h, w]`` 0..1 -> the same, styled by ``first`` where the mask is 0 and by ``second`` where it is 1.

    ``first`` and ``second`` are style codes ``[1, 100]``; the mask is ``[rows, columns]`` of any size, 0..1, and covers
    the picture whole. Each norm gets it at its own resolution (antialiased triangle filter). The norms' mean and variance
    stay those of the whole picture.
    """

    def blend(norm: nn.Module, inputs: tuple[Tensor, ...], styled: Tensor) -> Tensor:
        x = inputs[0]
        share = F.interpolate(mask[None, None], x.shape[2:], mode="bilinear", antialias=True, align_corners=False)
        return (1 - share) * styled + share * norm.forward(x, second, *inputs[2:])

    hooks = [norm.register_forward_hook(blend) for norm in transformer.modules() if isinstance(norm, ConditionalNorm)]
    try:
        return transformer(picture, first)
    finally:
        for hook in hooks:
            hook.remove()
