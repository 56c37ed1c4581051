"""The perceptual network: VGG-19's shape at full width, every 3×3 convolution but the first factored to a low rank.

It stands in for VGG-19 (Simonyan and Zisserman 2014) as the loss of HQ stills and of training, at a fifth of its cost:
46k MAC per pixel and 0.65 M parameters. Low-rank factoring: a Tucker-2 decomposition, Kim et al., "Compression of
Deep Convolutional Neural Networks for Fast and Low Power Mobile Applications" (ICLR 2016).
"""

from __future__ import annotations

from pathlib import Path
from typing import Mapping

import torch
from torch import Tensor, nn

from .padding import reflect1
from .rectify import max_pool2, relu
from .safetensors_io import read_state

RANKS: Mapping[str, int] = {
    "1_2": 24, "2_1": 32, "2_2": 40, "3_1": 64, "3_2": 80, "3_3": 80, "3_4": 80, "4_1": 128,
}  # fmt: skip
"""Rank of each factored convolution's 3×3 core."""
CHANNELS = {
    "1_1": (3, 64), "1_2": (64, 64), "2_1": (64, 128), "2_2": (128, 128), "3_1": (128, 256),
    "3_2": (256, 256), "3_3": (256, 256), "3_4": (256, 256), "4_1": (256, 512),
}  # fmt: skip
"""Input and output channels of each layer, as VGG-19 has them."""
POOLED = ("2_1", "3_1", "4_1")
"""Layers that read their input after a 2×2 max pooling."""
TAPS = ("1_1", "2_1", "3_1", "4_1")


class FullConv(nn.Module):
    """Reflect padding by 1, 3×3 convolution with bias, ReLU."""

    def __init__(self, cin: int, cout: int) -> None:
        super().__init__()
        self.expand = nn.Conv2d(cin, cout, 3)

    def forward(self, x: Tensor) -> Tensor:
        return relu(self.expand(reflect1(x)))


class LowRankConv(nn.Module):
    """1×1 to ``rank`` channels, reflect padding by 1, 3×3 at ``rank`` channels, 1×1 with bias, ReLU."""

    def __init__(self, cin: int, rank: int, cout: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(cin, rank, 1, bias=False)
        self.core = nn.Conv2d(rank, rank, 3, bias=False)
        self.expand = nn.Conv2d(rank, cout, 1)

    def forward(self, x: Tensor) -> Tensor:
        return relu(self.expand(self.core(reflect1(self.reduce(x)))))


class PerceptualNetwork(nn.Module):
    """Imitates VGG-19 whose activations are normalised to a mean of 1."""

    def __init__(self, ranks: Mapping[str, int] = RANKS) -> None:
        super().__init__()
        for name, (cin, cout) in CHANNELS.items():
            layer = LowRankConv(cin, ranks[name], cout) if name in ranks else FullConv(cin, cout)
            setattr(self, f"conv{name}", layer)

    def layer(self, name: str, below: Tensor) -> Tensor:
        """Output of one layer after ReLU. below: the output of the layer before, or the picture for ``1_1``."""
        x = (below - 0.45) / 0.25 if name == "1_1" else below
        conv = getattr(self, f"conv{name}")
        return conv(max_pool2(x) if name in POOLED else x)

    def layers(self, picture: Tensor) -> dict[str, Tensor]:
        """``[n, 3, h, w]`` 0..1 -> outputs after ReLU of all nine convolutions by name, in order."""
        outputs: dict[str, Tensor] = {}
        x = picture
        for name in CHANNELS:
            x = outputs[name] = self.layer(name, x)
        return outputs

    def forward(self, picture: Tensor) -> list[Tensor]:
        """``[n, 3, h, w]`` 0..1 -> relu1_1, relu2_1, relu3_1, relu4_1 (64, 128, 256, 512 channels)."""
        return [x for name, x in self.layers(picture).items() if name in TAPS]

    taps = forward


class PerceptualLoss:
    """The network as training's loss: frozen, channels last, in bfloat16 when ``half`` (Gram matrices within 0.5 %)."""

    def __init__(self, network: PerceptualNetwork, *, half: bool) -> None:
        self.network, self.half = network.requires_grad_(False).to(memory_format=torch.channels_last), half

    def __call__(self, picture: Tensor) -> list[Tensor]:
        """-> four taps, as `PerceptualNetwork` gives them."""
        picture = picture.float().contiguous(memory_format=torch.channels_last)
        with torch.autocast(picture.device.type, dtype=torch.bfloat16, enabled=self.half):
            return self.network(picture)


def scaled_ranks(factor: float) -> dict[str, int]:
    """``RANKS`` times ``factor``, rounded to multiples of 4."""
    return {name: max(4, round(rank * factor / 4) * 4) for name, rank in RANKS.items()}


def init_from_scratch(network: PerceptualNetwork) -> None:
    """He initialisation of the factors, so that activations neither vanish nor grow."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="linear" if module.bias is None else "relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def load_perceptual(path: Path) -> PerceptualNetwork:
    """At its own ranks, from a safetensors file or a checkpoint of `teach_perceptual` (averaged weights)."""
    state = read_state(path) if path.suffix == ".safetensors" else torch.load(path)["average"]
    network = PerceptualNetwork({name: state[f"conv{name}.core.weight"].shape[0] for name in RANKS})
    network.load_state_dict(state)
    return network.requires_grad_(False)
