"""Frozen networks of others, read from the shared folder: VGG-19 and MicroAST.

They are training targets and anchors only; none of their weights is exported. Pictures are RGB, 0..1,
``[n, 3, h, w]``. Our own implementation, from the description beside the weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Mapping

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .padding import reflect1

Weights = Mapping[str, Tensor]


def _load(path: Path) -> dict[str, Tensor]:
    with np.load(path) as archive:
        return {k: torch.from_numpy(archive[k].astype(np.float32)) for k in archive.files}


def _conv(x: Tensor, w: Weights, name: str, *, stride: int = 1, groups: int = 1, mode: str = "reflect") -> Tensor:
    weight = w[f"{name}.weight"]
    pad = weight.shape[-1] // 2
    if pad:
        x = F.pad(x, (pad,) * 4, mode=mode)
    return F.conv2d(x, weight, w[f"{name}.bias"], stride=stride, groups=groups)


class Vgg19:
    """VGG-19 with activations normalised to mean 1, up to relu4_1 (361k MAC per pixel).

    ``half`` computes in bfloat16, channels last: for training (three times quicker on AMX; Gram matrices within
    0.5 %). Scores are computed in float32.
    """

    LAYERS = ("1_1", "1_2", "P", "2_1", "2_2", "P", "3_1", "3_2", "3_3", "3_4", "P", "4_1")

    def __init__(self, folder: Path, *, half: bool = False) -> None:
        self.half = half
        self.w = _load(folder / "vgg19_normalised_conv4_1.npz")
        self.mean = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
        if half:
            self.w = {k: self._packed(t).bfloat16() for k, t in self.w.items()}

    @staticmethod
    def _packed(t: Tensor) -> Tensor:
        return t.contiguous(memory_format=torch.channels_last) if t.dim() == 4 else t

    def __call__(self, picture: Tensor) -> list[Tensor]:
        """-> relu1_1, relu2_1, relu3_1, relu4_1 (64, 128, 256, 512 channels)."""
        return [x for name, x in self.layers(picture).items() if name.endswith("_1")]

    def layers(self, picture: Tensor) -> dict[str, Tensor]:
        """The output after ReLU of every convolution, by name (``"1_1"`` … ``"4_1"``), in order."""
        x = picture.float().flip(1) * 255 - self.mean
        if self.half:
            x = self._packed(x.bfloat16())
        outputs: dict[str, Tensor] = {}
        for layer in self.LAYERS:
            if layer == "P":
                x = F.max_pool2d(x, 2)
                continue
            x = F.relu(F.conv2d(reflect1(x), self.w[f"conv{layer}.weight"], self.w[f"conv{layer}.bias"]))
            outputs[layer] = x
        return outputs


class MicroAst:
    """MicroAST (AAAI 2023), the anchor: content and style pictures -> clamped stylised picture."""

    def __init__(self, folder: Path) -> None:
        self.content = _load(folder / "microast_content_encoder.npz")
        self.style = _load(folder / "microast_style_encoder.npz")
        self.decoder = _load(folder / "microast_decoder.npz")
        self.modulator = _load(folder / "microast_modulator.npz")

    @staticmethod
    def _c(x: Tensor, w: Weights, name: str, *, stride: int = 1, groups: int = 1) -> Tensor:
        return _conv(x, w, f"{name}.conv_layer", stride=stride, groups=groups)

    def _encode(self, x: Tensor, w: Weights) -> tuple[Tensor, Tensor]:
        """-> level 1, level 2, both ``[n, 64, h/4, w/4]``."""
        x = F.relu(self._c(x, w, "enc1.0"))
        x = F.relu(self._c(F.relu(self._c(x, w, "enc1.2", stride=2, groups=16)), w, "enc1.4"))
        x = F.relu(self._c(F.relu(self._c(x, w, "enc1.6", stride=2, groups=32)), w, "enc1.8"))
        levels: list[Tensor] = []
        for name in ("enc1.10", "enc2.0"):
            x = x + self._c(F.relu(self._c(x, w, f"{name}.conv1")), w, f"{name}.conv2")
            levels.append(x)
        return levels[0], levels[1]

    def _modulate(self, x: Tensor, level: int, kind: str) -> Tensor:
        return self._c(x, self.modulator, f"{kind}{level}.0", groups=64).mean((2, 3), keepdim=True)

    @staticmethod
    def _adain(x: Tensor, style: Tensor) -> Tensor:
        def moments(t: Tensor) -> tuple[Tensor, Tensor]:
            flat = t.flatten(2)
            return flat.mean(2)[..., None, None], (flat.var(2) + 1e-5).sqrt()[..., None, None]

        (mc, sc), (ms, ss) = moments(x), moments(style)
        return (x - mc) / sc * ss + ms

    def _block(self, x: Tensor, name: str, scale: Tensor, offset: Tensor) -> Tensor:
        u = F.relu(scale * self._c(x, self.decoder, f"{name}.conv1") + offset * x)
        return x + scale * self._c(u, self.decoder, f"{name}.conv2") + offset * u

    def raw(self, content: Tensor, style: Tensor) -> Tensor:
        """The output before clamping. h and w divisible by 4; style may have another size."""
        _, c2 = self._encode(content, self.content)
        s1, s2 = self._encode(style, self.style)
        x = self._block(self._adain(c2, s2), "dec1", self._modulate(s2, 2, "weight"), self._modulate(s2, 2, "bias"))
        x = self._block(self._adain(x, s1), "dec2", self._modulate(s1, 1, "weight"), self._modulate(s1, 1, "bias"))
        d = self.decoder
        x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        x = F.relu(self._c(F.relu(self._c(x, d, "dec3.1", groups=32)), d, "dec3.3"))
        x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        x = F.relu(self._c(F.relu(self._c(x, d, "dec3.6", groups=16)), d, "dec3.8"))
        return self._c(x, d, "dec3.10")

    def __call__(self, content: Tensor, style: Tensor) -> Tensor:
        return self.raw(content, style).clamp(0, 1)
