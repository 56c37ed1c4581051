"""Lower ranks from higher ones: what a low-rank convolution loses least by (higher-order SVD of its core).

De Lathauwer, De Moor and Vandewalle, "A multilinear singular value decomposition" (SIAM J. Matrix Anal. Appl. 2000), over
input and output channels; the 1×1 factors are made orthonormal first, so that the core alone holds the sizes.
"""

from __future__ import annotations

from typing import Mapping

import torch
from torch import Tensor

from .perceptual import LowRankConv, PerceptualNetwork


def truncated(network: PerceptualNetwork, ranks: Mapping[str, int]) -> PerceptualNetwork:
    """The same network at these ranks, each at most what it has; a new one, its biases as they were."""
    out = PerceptualNetwork(ranks)
    with torch.no_grad():
        for name in ranks:
            _truncate(getattr(network, f"conv{name}"), getattr(out, f"conv{name}"))
        out.conv1_1.load_state_dict(network.conv1_1.state_dict())  # type: ignore[operator,union-attr]
    return out


def _truncate(wide: LowRankConv, narrow: LowRankConv) -> None:
    rank = narrow.core.weight.shape[0]
    inner, mixing_in = torch.linalg.qr(wide.reduce.weight[:, :, 0, 0].T)
    outer, mixing_out = torch.linalg.qr(wide.expand.weight[:, :, 0, 0])
    core = torch.einsum("po,oikl,qi->pqkl", mixing_out, wide.core.weight, mixing_in)
    into, out_of = _directions(core.transpose(0, 1), rank), _directions(core, rank)
    narrow.reduce.weight.copy_((inner @ into).T[:, :, None, None])
    narrow.core.weight.copy_(torch.einsum("po,pqkl,qi->oikl", out_of, core, into))
    narrow.expand.weight.copy_((outer @ out_of)[:, :, None, None])
    narrow.expand.bias.copy_(wide.expand.bias)  # type: ignore[union-attr,arg-type]


def _directions(core: Tensor, rank: int) -> Tensor:
    """The ``rank`` directions of the first axis in which most of ``core`` lies, ``[axis, rank]``."""
    return torch.linalg.svd(core.reshape(core.shape[0], -1), full_matrices=False)[0][:, :rank]
