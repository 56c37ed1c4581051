"""The transformer. Tensor names and shapes are the contract with the TypeScript loader.

Pictures are RGB, 0..1, ``[n, 3, h, w]``. Every padding replicates the edge. Nothing here reads files.
"""

from __future__ import annotations

from typing import Mapping, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .convolution import Conv3
from .norm import conditional_instance_norm, normalise
from .shape import Shape, grown
from .statistics import Statistics

Z_DIM = 100
"""Length of a style code."""
NORM_EPS = 1e-4


class Separable(nn.Module):
    """Depthwise 3×3 (``d``) then pointwise 1×1 (``w``), both without bias."""

    def __init__(self, channels: int, kernel: int = 3) -> None:
        super().__init__()
        self.d = Conv3(channels, channels, groups=channels, kernel=kernel)
        self.w = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.w(self.d(x))


class ConditionalNorm(nn.Module):
    """Instance norm whose scale γ and shift β are affine in style code and stroke size: ``[γ, β] = l(z) + s·stroke``."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.l = nn.Linear(Z_DIM, 2 * channels)
        self.stroke = nn.Parameter(torch.zeros(2 * channels))
        nn.init.normal_(self.l.weight, std=0.02)
        with torch.no_grad():
            self.l.bias[:channels] = 1.0
            self.l.bias[channels:] = 0.0

    def gamma_beta(self, z: Tensor, stroke: float) -> Tensor:
        """z ``[n, 100]`` -> γ then β ``[n, 2c]``, float32."""
        return self.l(z).float() + stroke * self.stroke

    def forward(self, x: Tensor, z: Tensor, stroke: float = 0.0, statistics: Statistics | None = None) -> Tensor:
        """x ``[n, c, h, w]``, z ``[n, 100]`` -> ``[n, c, h, w]``."""
        gamma, beta = self.gamma_beta(z, stroke).chunk(2, dim=1)
        if statistics is None:
            return conditional_instance_norm(x, gamma, beta, NORM_EPS)
        return normalise(x, gamma, beta, NORM_EPS, statistics)


class ResidualBlock(nn.Module):
    """``x + m(b(relu(n(a(x)))))`` with separable convolutions a, b and conditional norms n, m."""

    def __init__(self, channels: int, kernel: int = 3) -> None:
        super().__init__()
        self.a, self.b = Separable(channels, kernel), Separable(channels, kernel)
        self.n, self.m = ConditionalNorm(channels), ConditionalNorm(channels)

    def forward(self, x: Tensor, z: Tensor, stroke: float, statistics: Statistics | None) -> Tensor:
        inner = F.relu(self.n(self.a(x), z, stroke, statistics))
        return x + self.m(self.b(inner), z, stroke, statistics)


class Coarse(nn.Module):
    """``x + w(f(q(p(x))))`` with p and f, a residual block, at a quarter of x's resolution; w begins at 0."""

    def __init__(self, channels: int, inner: int) -> None:
        super().__init__()
        self.p, self.q = nn.Conv2d(channels, inner, 1, bias=False), ConditionalNorm(inner)
        self.f, self.w = ResidualBlock(inner), nn.Conv2d(inner, channels, 1, bias=False)
        nn.init.zeros_(self.w.weight)

    def forward(self, x: Tensor, z: Tensor, stroke: float, statistics: Statistics | None) -> Tensor:
        small = F.avg_pool2d(x, 4, ceil_mode=True, count_include_pad=False)
        small = self.f(F.relu(self.q(self.p(small), z, stroke, statistics)), z, stroke, statistics)
        return x + F.interpolate(self.w(small).float(), size=x.shape[2:], mode="bilinear", align_corners=False).to(x.dtype)


class Transformer(nn.Module):
    """Stylises a picture: as shipped 266,436 parameters, about 6.2k MAC per pixel. h and w divisible by 4."""

    NEWER = ".stroke"
    """Ending of the tensors that older files lack; at their initial 0 the network paints as without them."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        bottom = shape.bottom
        self.c0, self.n0 = Conv3(12, 24), ConditionalNorm(24)
        self.c1, self.n1 = Conv3(24, bottom, stride=2), ConditionalNorm(bottom)
        self.r = nn.ModuleList(ResidualBlock(bottom, shape.kernel) for _ in range(6))
        self.u, self.nu = nn.Conv2d(bottom, 96, 1, bias=False), ConditionalNorm(24)
        self.e, self.ne = Separable(24), ConditionalNorm(24)
        self.o = Conv3(24, 12, bias=True)
        if shape.coarse:
            self.g = Coarse(bottom, shape.coarse)
        self.shape = shape

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor], shape: Shape | None = None) -> Self:
        """With the weights of a file or checkpoint; of another ``shape`` if given, which then paints the same."""
        network = cls(shape or Shape.of(tensors))
        network.load_state_dict(grown(tensors, network.state_dict()))
        return network

    def forward(self, picture: Tensor, z: Tensor, stroke: float = 0.0, statistics: Statistics | None = None) -> Tensor:
        """picture ``[n, 3, h, w]`` 0..1, z ``[n, 100]`` -> ``[n, 3, h, w]`` 0..1.

        stroke: log2 of the size of strokes, 0 (as in the artwork at 256 px) to 2. statistics: the norms', if not each
        picture's own.
        """
        x = F.pixel_unshuffle(2 * picture - 1, 2)  # [n, 12, h/2, w/2]
        x = F.relu(self.n0(self.c0(x), z, stroke, statistics))
        x = F.relu(self.n1(self.c1(x), z, stroke, statistics))  # [n, 64, h/4, w/4]
        for k, block in enumerate(self.r):
            x = block(x, z, stroke, statistics)
            if k == 1 and self.shape.coarse:
                x = self.g(x, z, stroke, statistics)
        x = F.relu(self.nu(F.pixel_shuffle(self.u(x), 2), z, stroke, statistics))  # [n, 24, h/2, w/2]
        x = x + F.relu(self.ne(self.e(x), z, stroke, statistics))
        with torch.autocast(x.device.type, enabled=False):  # bfloat16 is too coarse for the last layer
            return torch.sigmoid(F.pixel_shuffle(self.o(x.float()), 2))

    def norms(self) -> dict[str, ConditionalNorm]:
        """All conditional norms by name, in the order of computation (the golden ``norm_order``), but for those of
        `Coarse`, which come last."""
        return {name: m for name, m in self.named_modules() if isinstance(m, ConditionalNorm)}

    def gamma_beta(self, z: Tensor, stroke: float = 0.0) -> Tensor:
        """z ``[1, 100]`` -> every norm's ``[γ, β]`` concatenated: ``[1808]``."""
        return torch.cat([norm.gamma_beta(z, stroke)[0] for norm in self.norms().values()])
