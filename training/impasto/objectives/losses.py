"""Training losses over a teacher's four taps (relu1_1, relu2_1, relu3_1, relu4_1), per picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class StyleTarget:
    """A batch of styles: per tap, channel means ``[n, c]`` and Gram matrices / pixels ``[n, c, c]``."""

    means: list[Tensor]
    grams: list[Tensor]


class _Moments(torch.autograd.Function):
    """Mean and Gram matrix of a tap in one operation, whose gradient is one product: by parts it took a third of a step,
    most of it adding up gradients of different memory formats."""

    @staticmethod
    def forward(ctx: Any, tap: Tensor) -> tuple[Tensor, Tensor]:
        flat = tap.permute(0, 2, 3, 1).flatten(1, 2)  # [n, pixels, c], a view when channels last
        ctx.save_for_backward(flat)
        ctx.shape = tap.shape
        ones = flat.new_ones(len(flat), 1, flat.shape[1])
        pixels = flat.shape[1]
        return torch.bmm(ones, flat)[:, 0].float() / pixels, torch.bmm(flat.transpose(1, 2), flat).float() / pixels

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Tensor:
        (flat,) = ctx.saved_tensors
        n, c, h, w = ctx.shape
        d_mean, d_gram = grads
        symmetric = ((d_gram + d_gram.transpose(1, 2)) / flat.shape[1]).to(flat.dtype)
        offset = (d_mean / flat.shape[1]).to(flat.dtype)[:, None]
        return torch.baddbmm(offset, flat, symmetric).view(n, h, w, c).permute(0, 3, 1, 2)


def mean_and_gram(tap: Tensor) -> tuple[Tensor, Tensor]:
    """``[n, c, h, w]`` -> channel means ``[n, c]`` and Gram matrices ``[n, c, c]`` divided by the pixels; float32.

    A bfloat16 tap is multiplied in bfloat16 (PyTorch's float32 product has no quick CPU path here).
    """
    mean, matrix = _Moments.apply(tap)
    return mean, matrix


def gram(tap: Tensor) -> Tensor:
    """``[n, c, h, w]`` -> ``[n, c, c]``, divided by the pixels; float32. Twice differentiable.

    Pixels come first so that the gradient of a channels-last tap is channels last too.
    """
    flat = tap.permute(0, 2, 3, 1).flatten(1, 2)
    return torch.bmm(flat.transpose(1, 2), flat).float() / flat.shape[1]


def measure(taps: Sequence[Tensor]) -> StyleTarget:
    """Means and Gram matrices of a teacher's taps. Once differentiable."""
    pairs = [mean_and_gram(t) for t in taps]
    return StyleTarget([mean for mean, _ in pairs], [matrix for _, matrix in pairs])


def _std(means: Tensor, grams: Tensor) -> Tensor:
    return (grams.diagonal(dim1=1, dim2=2) - means**2).clamp(min=0).add(1e-4).sqrt()


def moment_loss(output: StyleTarget, target: StyleTarget) -> Tensor:
    """Squared differences of channel means and standard deviations, each tap relative to the target's
    mean square deviation, averaged over taps: ``[n]``."""
    total: list[Tensor] = []
    for mo, go, mt, gt in zip(output.means, output.grams, target.means, target.grams):
        so, st = _std(mo, go), _std(mt, gt)
        total.append(((mo - mt) ** 2 + (so - st) ** 2).mean(1) / ((st**2).mean(1) + 1e-2))
    return torch.stack(total).mean(0)


def gram_errors(output: Sequence[Tensor], target: Sequence[Tensor]) -> Tensor:
    """Relative squared errors of Gram matrices ``[n, c, c]``, tap by tap: ``[taps, n]``."""
    return torch.stack(
        [((go - gt) ** 2).sum((1, 2)) / ((gt**2).sum((1, 2)) + 1e-4) for go, gt in zip(output, target)]
    )


def gram_loss(output: StyleTarget, target: StyleTarget) -> Tensor:
    """Relative squared Gram error, averaged over taps: ``[n]``. The evaluation's style score."""
    return gram_errors(output.grams, target.grams).mean(0)


def content_loss(output: Tensor, content: Tensor) -> Tensor:
    """Relative squared error of relu4_1: ``[n]``. The evaluation's content score."""
    output, content = output.float(), content.float()
    return ((output - content) ** 2).sum((1, 2, 3)) / ((content**2).sum((1, 2, 3)) + 1e-4)


def total_variation(picture: Tensor) -> Tensor:
    """Mean absolute difference of neighbours."""
    dy = (picture[:, :, 1:] - picture[:, :, :-1]).abs().mean()
    return dy + (picture[:, :, :, 1:] - picture[:, :, :, :-1]).abs().mean()


LATTICE_PERIOD = 4
"""px; the transformer is equivariant to shifts by its total stride only."""


def lattice(picture: Tensor) -> Tensor:
    """How much fine structure is locked to the network's own grid: 0.002–0.005 in photographs and paintings.

    The Laplacian's mean and mean magnitude should not depend on where in a 4×4 px cell they are taken. Their squared
    deviations over the 16 places, relative to the mean magnitude, expose dots and hatching left by strided layers and
    pixel shuffles, and leave alone the picture's own texture, which knows no grid.
    """
    n, c, h, w = picture.shape
    rows, columns = (h - 2) // LATTICE_PERIOD * LATTICE_PERIOD, (w - 2) // LATTICE_PERIOD * LATTICE_PERIOD
    p = picture.reshape(n * c, 1, h, w)
    sides = p[:, :, :-2, 1:-1] + p[:, :, 2:, 1:-1] + p[:, :, 1:-1, :-2] + p[:, :, 1:-1, 2:]
    laplacian = (p[:, :, 1:-1, 1:-1] - sides / 4)[:, :, :rows, :columns]  # a convolution's gradient is slow here
    cells = F.pixel_unshuffle(laplacian, LATTICE_PERIOD).flatten(2)  # [n·c, 16, cells]
    strength, bias = cells.abs().mean(2), cells.mean(2)
    scale = strength.mean(1, keepdim=True) + 1e-3
    return (strength / scale).var(1).mean() + (bias / scale).var(1).mean()


def contrast(picture: Tensor) -> Tensor:
    """Mean absolute deviation of each channel from its mean, over the batch."""
    return (picture - picture.mean((2, 3), keepdim=True)).abs().mean()


CONTRAST = 0.2
"""Of a usual picture."""


def unrest(a: Tensor, b: Tensor) -> Tensor:
    """Mean absolute difference of two outputs that should be alike, relative to what contrast they have.

    Absolute and not squared: the gradient of a ratio of energies is ruled by the few pixels on a threshold, was up to
    ten times all other terms together, and made every run drift that had it. Relative: else every step makes the
    output a little paler, which is the easiest way to change less.
    """
    return (a - b).abs().mean() * CONTRAST / (contrast(a) + 0.02)


def noise_gain(noisy: Tensor, clean: Tensor, noise: Tensor) -> Tensor:
    """`unrest` over the mean change of the input."""
    return unrest(clean, noisy) / (noise.abs().mean() + 1e-8)
