"""Padding by one pixel, several times quicker on a CPU than PyTorch 1.13's (which has no bfloat16 kernel for reflection
and leaves channels-last). Forward and gradient equal `F.pad`'s; memory format is kept.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class _Pad1(torch.autograd.Function):
    """``[n, c, h, w] -> [n, c, h + 2, w + 2]``; ``step`` 0 repeats the edge, 1 reflects about it."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, step: int) -> Tensor:
        n, c, h, w = x.shape
        last = x.is_contiguous(memory_format=torch.channels_last) and c > 1
        y = torch.empty(
            (n, c, h + 2, w + 2),
            dtype=x.dtype,
            memory_format=torch.channels_last if last else torch.contiguous_format,
        )
        y[:, :, 1:-1, 1:-1] = x
        y[:, :, 0, 1:-1] = x[:, :, step]
        y[:, :, -1, 1:-1] = x[:, :, h - 1 - step]
        y[:, :, :, 0] = y[:, :, :, 1 + step]
        y[:, :, :, -1] = y[:, :, :, w - step]
        ctx.step = step
        return y

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None]:
        step = ctx.step
        g = grads[0].clone(memory_format=torch.preserve_format)
        g[:, :, :, 1 + step] += g[:, :, :, 0]
        g[:, :, :, -2 - step] += g[:, :, :, -1]
        g[:, :, 1 + step] += g[:, :, 0]
        g[:, :, -2 - step] += g[:, :, -1]
        return g[:, :, 1:-1, 1:-1], None


def replicate1(x: Tensor) -> Tensor:
    """Repeat the edge: ``[n, c, h, w] -> [n, c, h + 2, w + 2]``."""
    return _Pad1.apply(x, 0)


def reflect1(x: Tensor) -> Tensor:
    """Reflect about the edge pixel: ``[n, c, h, w] -> [n, c, h + 2, w + 2]``; h, w ≥ 2."""
    return _Pad1.apply(x, 1)
