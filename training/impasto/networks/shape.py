"""Candidates for the transformer's architecture, and how the weights of a smaller one begin a larger one.

Names stay; what is added begins so that the larger network paints exactly as the smaller one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Self

import torch
from torch import Tensor


@dataclass(frozen=True)
class Shape:
    """What may be chosen. The default is what ships."""

    bottom: int = 64
    """Channels at ¼ resolution; a multiple of 4."""
    kernel: int = 3
    """Side of the residual blocks' depthwise convolutions; odd."""
    coarse: int = 0
    """Channels of a branch at 1/16 resolution, for shapes as large as bold strokes; 0: none."""

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor]) -> Self:
        """Read off the tensors of a transformer."""
        branch = tensors.get("g.p.weight")
        return cls(
            bottom=tensors["c1.weight"].shape[0],
            kernel=tensors["r.0.a.d.weight"].shape[-1],
            coarse=0 if branch is None else branch.shape[0],
        )


def _embedded(old: Tensor, new: Tensor) -> Tensor:
    """``old`` in the first rows of ``new``; what these rows have more than ``old`` is 0, further rows stay."""
    out = new.clone()
    rows = old.shape[0]
    out[:rows] = 0
    where = [slice(0, rows), slice(0, old.shape[1])] if old.dim() > 1 else [slice(0, rows)]
    for small, large in zip(old.shape[2:], new.shape[2:]):
        where.append(slice((large - small) // 2, (large + small) // 2))  # a kernel grows around its centre
    out[tuple(where)] = old
    return out


def grown(old: Mapping[str, Tensor], new: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """State of a network of ``new``'s shape (its initial state) that paints as ``old`` does."""
    state: dict[str, Tensor] = {}
    for name, initial in new.items():
        if name not in old:
            state[name] = initial
        elif name.endswith((".l.weight", ".l.bias", ".stroke")):  # γ then β
            pairs = zip(old[name].chunk(2), initial.chunk(2))
            state[name] = torch.cat([_embedded(a, b) for a, b in pairs])
        else:
            state[name] = _embedded(old[name], initial)
    return state
