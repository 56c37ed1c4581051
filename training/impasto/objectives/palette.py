"""How far apart the colours of two pictures are, wherever they lie: sliced Wasserstein-1 distance in CIE Lab.

Method: Rabin et al., "Wasserstein Barycenter and its Application to Texture Mixing" (SSVM 2011). Lab as in
CIE 15:2004, sRGB (IEC 61966-2-1) with its D65 white. Distances are in units of Lab: 2 is about the least one sees.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

TO_XYZ = torch.tensor(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""Linear sRGB to XYZ."""
WHITE = TO_XYZ.sum(1)
LINEAR_BELOW = 6 / 29
PIXELS, DIRECTIONS = 8192, 32
"""Of the metric."""


def to_lab(rgb: Tensor) -> Tensor:
    """sRGB 0..1 ``[n, 3, k]`` -> L*, a*, b* of the same shape. Differentiable."""
    rgb = rgb.float().clamp(0, 1)
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb.clamp(min=0.04045) + 0.055) / 1.055) ** 2.4)
    matrix = (TO_XYZ / WHITE[:, None]).to(rgb.device)
    t = torch.einsum("dc,nck->ndk", matrix, linear)
    curve = t.clamp(min=LINEAR_BELOW**3) ** (1 / 3)
    x, y, z = torch.where(t > LINEAR_BELOW**3, curve, t / (3 * LINEAR_BELOW**2) + 4 / 29).unbind(1)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], 1)


def sampled(picture: Tensor, count: int, generator: torch.Generator | None = None) -> Tensor:
    """``count`` random pixels: ``[n, 3, h, w]`` -> ``[n, 3, count]``."""
    flat = picture.flatten(2)
    return flat[:, :, torch.randint(flat.shape[2], (count,), generator=generator).to(flat.device)]


def sliced_distance(a: Tensor, b: Tensor, directions: Tensor) -> Tensor:
    """Colours ``[n, 3, k]`` in Lab, unit directions ``[d, 3]`` -> mean distance of their sorted shadows ``[n]``."""
    shadows = (torch.einsum("dc,nck->ndk", directions, colours).sort(2).values for colours in (a, b))
    first, second = shadows
    return (first - second).abs().mean((1, 2))


def random_directions(count: int, generator: torch.Generator | None = None) -> Tensor:
    """Unit vectors ``[count, 3]``."""
    return F.normalize(torch.randn(count, 3, generator=generator), dim=1)


def palette_loss(output: Tensor, artwork: Tensor, *, pixels: int = 2048, directions: int = 8) -> Tensor:
    """``[n, 3, h, w]`` each -> ``[n]``, in hundreds of Lab units."""
    a, b = to_lab(sampled(output, pixels)), to_lab(sampled(artwork, pixels))
    return sliced_distance(a, b, random_directions(directions).to(a.device)) / 100


def palette(output: Tensor, artwork: Tensor) -> float:
    """The metric, for ``[1, 3, h, w]`` of any sizes; always the same pixels and directions. Lower is better."""
    generator = torch.Generator().manual_seed(0)
    a, b = (to_lab(sampled(picture, PIXELS, generator)) for picture in (output, artwork))
    return float(sliced_distance(a, b, random_directions(DIRECTIONS, generator).to(a.device)))
