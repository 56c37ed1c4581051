"""What reads the style: loss network and style head. Tensor names and shapes are the contract with the TypeScript loader.

Pictures are RGB, 0..1, ``[n, 3, h, w]``. Every padding replicates the edge. Nothing here reads files.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .convolution import Conv3
from .transformer import Z_DIM, Transformer

TAP_CHANNELS = (16, 32, 64, 128)
"""Channels of the loss network's raw taps."""
TEACHER_CHANNELS = (64, 128, 256, 512)
"""Channels of VGG-19's relu1_1, relu2_1, relu3_1, relu4_1, which the adapters imitate."""
STAT_DIM = 2 * sum(TAP_CHANNELS)
"""Length of the style statistics: mean and standard deviation per tap channel (480)."""
STAT_EPS = 1e-5


class LossNetwork(nn.Module):
    """VGG-like feature network: 478k parameters plus 1×1 adapters to VGG-19's channel counts, 22k MAC per pixel."""

    STAGES = ((3, 16, 16), (16, 32, 32), (32, 64, 64, 64), (64, 128, 128, 128))
    TAPS = (0, 1, 1, 2)
    """Index of the tapped convolution in each stage: deeper than VGG-19's own, for want of width."""
    ADAPTERS = "ad."
    """What only `distil` needs: the style encoder reads the raw taps, and ships without them."""

    def __init__(self) -> None:
        super().__init__()
        self.st = nn.ModuleList(
            nn.ModuleList(Conv3(a, b, bias=True) for a, b in zip(stage, stage[1:])) for stage in self.STAGES
        )
        self.ad = nn.ModuleList(nn.Conv2d(a, b, 1) for a, b in zip(TAP_CHANNELS, TEACHER_CHANNELS))

    def taps(self, picture: Tensor) -> list[Tensor]:
        """``[n, 3, h, w]`` -> raw taps of 16, 32, 64, 128 channels at 1, 1/2, 1/4, 1/8 of the size."""
        x = (picture - 0.45) / 0.25
        taps: list[Tensor] = []
        for index, stage in enumerate(self.st):
            if index:
                x = F.avg_pool2d(x, 2)
            for position, conv in enumerate(stage):
                x = F.relu(conv(x))
                if position == self.TAPS[index]:
                    taps.append(x)
        return taps

    def forward(self, picture: Tensor) -> list[Tensor]:
        """Approximations of VGG-19's normalised relu1_1, relu2_1, relu3_1, relu4_1."""
        return [F.relu(adapter(tap)) for adapter, tap in zip(self.ad, self.taps(picture))]


def style_statistics(taps: list[Tensor]) -> Tensor:
    """Raw taps -> ``[n, 480]``: tap by tap, channel means then ``sqrt(population variance + 1e-5)``."""
    parts: list[Tensor] = []
    for tap in taps:
        flat = tap.flatten(2)
        parts += [flat.mean(2), (flat.var(2, unbiased=False) + STAT_EPS).sqrt()]
    return torch.cat(parts, 1)


class StyleHead(nn.Module):
    """Style statistics ``[n, 480]`` -> style code z ``[n, 100]``."""

    mu: Tensor
    sd: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mu", torch.zeros(STAT_DIM))
        self.register_buffer("sd", torch.ones(STAT_DIM))
        self.m = nn.Sequential(
            nn.Linear(STAT_DIM, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, Z_DIM)
        )

    def forward(self, statistics: Tensor) -> Tensor:
        return self.m((statistics - self.mu) / self.sd)


def encode(loss_network: LossNetwork, head: StyleHead, picture: Tensor) -> Tensor:
    """The style encoder: ``[n, 3, h, w]`` -> z ``[n, 100]``."""
    return head(style_statistics(loss_network.taps(picture)))


def mac_per_pixel(network: nn.Module, size: int = 64) -> float:
    """Multiply-accumulates of all convolutions per input pixel, counted by hooks on a size² picture."""
    total = 0

    def count(module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        assert isinstance(module, nn.Conv2d)
        total += output[0].numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, nn.Conv2d)]
    picture = torch.rand(1, 3, size, size)
    with torch.no_grad():
        network(picture, torch.zeros(1, Z_DIM)) if isinstance(network, Transformer) else network(picture)
    for hook in hooks:
        hook.remove()
    return total / size**2
