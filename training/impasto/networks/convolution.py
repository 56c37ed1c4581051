"""The 3×3 convolution of our networks."""

from __future__ import annotations

from torch import Tensor, nn

from .padding import replicate1


class Conv3(nn.Conv2d):
    """3×3 convolution after replicate padding by 1."""

    def __init__(self, cin: int, cout: int, *, stride: int = 1, groups: int = 1, bias: bool = False) -> None:
        super().__init__(cin, cout, 3, stride=stride, groups=groups, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(replicate1(x))
