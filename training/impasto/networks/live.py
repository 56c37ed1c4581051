"""The three shipped networks. Tensor names and shapes are the contract with the TypeScript loader.

Pictures are RGB, 0..1, ``[n, 3, h, w]``. Every padding replicates the edge. Nothing here reads files.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .norm import conditional_instance_norm
from .padding import replicate1

Z_DIM = 100
"""Length of a style code."""
TAP_CHANNELS = (16, 32, 64, 128)
"""Channels of the loss network's raw taps."""
TEACHER_CHANNELS = (64, 128, 256, 512)
"""Channels of VGG-19's relu1_1, relu2_1, relu3_1, relu4_1, which the adapters imitate."""
STAT_DIM = 2 * sum(TAP_CHANNELS)
"""Length of the style statistics: mean and standard deviation per tap channel (480)."""
NORM_EPS = 1e-4
STAT_EPS = 1e-5


class Conv3(nn.Conv2d):
    """3×3 convolution after replicate padding by 1."""

    def __init__(self, cin: int, cout: int, *, stride: int = 1, groups: int = 1, bias: bool = False) -> None:
        super().__init__(cin, cout, 3, stride=stride, groups=groups, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(replicate1(x))


class Separable(nn.Module):
    """Depthwise 3×3 (``d``) then pointwise 1×1 (``w``), both without bias."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.d = Conv3(channels, channels, groups=channels)
        self.w = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.w(self.d(x))


class ConditionalNorm(nn.Module):
    """Instance norm whose scale γ and shift β are affine in the style code: ``[γ, β] = l(z)``."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.l = nn.Linear(Z_DIM, 2 * channels)
        nn.init.normal_(self.l.weight, std=0.02)
        with torch.no_grad():
            self.l.bias[:channels] = 1.0
            self.l.bias[channels:] = 0.0

    def forward(self, x: Tensor, z: Tensor) -> Tensor:
        """x ``[n, c, h, w]``, z ``[n, 100]`` -> ``[n, c, h, w]``."""
        gamma, beta = self.l(z).float().chunk(2, dim=1)
        return conditional_instance_norm(x, gamma, beta, NORM_EPS)


class ResidualBlock(nn.Module):
    """``x + m(b(relu(n(a(x)))))`` with separable convolutions a, b and conditional norms n, m."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.a, self.b = Separable(channels), Separable(channels)
        self.n, self.m = ConditionalNorm(channels), ConditionalNorm(channels)

    def forward(self, x: Tensor, z: Tensor) -> Tensor:
        return x + self.m(self.b(F.relu(self.n(self.a(x), z))), z)


class Transformer(nn.Module):
    """Stylises a picture: 264,628 parameters, about 6.2k MAC per pixel. h and w divisible by 4."""

    def __init__(self) -> None:
        super().__init__()
        self.c0, self.n0 = Conv3(12, 24), ConditionalNorm(24)
        self.c1, self.n1 = Conv3(24, 64, stride=2), ConditionalNorm(64)
        self.r = nn.ModuleList(ResidualBlock(64) for _ in range(6))
        self.u, self.nu = nn.Conv2d(64, 96, 1, bias=False), ConditionalNorm(24)
        self.e, self.ne = Separable(24), ConditionalNorm(24)
        self.o = Conv3(24, 12, bias=True)

    def forward(self, picture: Tensor, z: Tensor) -> Tensor:
        """picture ``[n, 3, h, w]`` 0..1, z ``[n, 100]`` -> ``[n, 3, h, w]`` 0..1."""
        x = F.pixel_unshuffle(2 * picture - 1, 2)  # [n, 12, h/2, w/2]
        x = F.relu(self.n0(self.c0(x), z))
        x = F.relu(self.n1(self.c1(x), z))  # [n, 64, h/4, w/4]
        for block in self.r:
            x = block(x, z)
        x = F.relu(self.nu(F.pixel_shuffle(self.u(x), 2), z))  # [n, 24, h/2, w/2]
        x = x + F.relu(self.ne(self.e(x), z))
        with torch.autocast("cpu", enabled=False):  # bfloat16 is too coarse for the last layer
            return torch.sigmoid(F.pixel_shuffle(self.o(x.float()), 2))

    def norms(self) -> dict[str, ConditionalNorm]:
        """All conditional norms by name, in the order of computation (the golden ``norm_order``)."""
        return {name: m for name, m in self.named_modules() if isinstance(m, ConditionalNorm)}

    def gamma_beta(self, z: Tensor) -> Tensor:
        """z ``[1, 100]`` -> every norm's ``[γ, β]`` concatenated: ``[1808]``."""
        return torch.cat([norm.l(z)[0] for norm in self.norms().values()])


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
