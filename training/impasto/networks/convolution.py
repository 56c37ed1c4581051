"""The 3×3 convolution of our networks."""

from __future__ import annotations

from torch import Tensor, nn

from .padding import replicate1


class Conv3(nn.Conv2d):
    """3×3 convolution after replicate padding by 1; or a larger odd ``kernel`` after as much more."""

    def __init__(self, cin: int, cout: int, *, stride: int = 1, groups: int = 1, bias: bool = False, kernel: int = 3) -> None:
        super().__init__(cin, cout, kernel, stride=stride, groups=groups, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        for _ in range(self.kernel_size[0] // 2):
            x = replicate1(x)
        return super().forward(x)
