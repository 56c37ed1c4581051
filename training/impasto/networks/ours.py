"""Our networks as one function of content and style, and where they are read from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Mapping

import torch
from torch import Tensor

from .live import LossNetwork, StyleHead, encode
from .safetensors_io import load_into, read_state
from .transformer import Transformer

SHIPPED = Path(__file__).resolve().parents[3] / "public" / "models"


class Ours:
    """Our networks as one function of content and style; style codes are remembered.

    ``stroke`` is the log2 of the size of strokes.
    """

    def __init__(self, loss_network: LossNetwork, head: StyleHead, transformer: Transformer) -> None:
        self.loss_network, self.head, self.transformer = loss_network, head, transformer
        self.stroke = 0.0
        self._codes: dict[int, tuple[Tensor, Tensor]] = {}

    def code(self, style: Tensor) -> Tensor:
        """z of a picture, computed once per tensor object."""
        if id(style) not in self._codes:
            self._codes[id(style)] = (style, encode(self.loss_network, self.head, style))
        return self._codes[id(style)][1]

    def __call__(self, content: Tensor, style: Tensor) -> Tensor:
        return self.transformer(content, self.code(style), self.stroke)


def load_loss_network(weights: Path) -> LossNetwork:
    """From a folder with models.json, or a checkpoint of `distil` (averaged weights)."""
    network = LossNetwork().requires_grad_(False)
    if weights.is_dir():
        index = json.loads((weights / "models.json").read_text())
        load_into(network, weights / index["lossNetwork"]["file"], LossNetwork.ADAPTERS)
    else:
        network.load_state_dict(torch.load(weights)["average"])
    return network


def load_ours(weights: Path, *, half: bool = True) -> Ours:
    """From a folder with models.json, or a checkpoint, large or small (``.pt``, ``.safetensors``; averaged weights,
    rounded to float16), whose loss network is that of the folder ``base`` beside it, else the shipped one."""
    folder = weights if weights.is_dir() else weights.parent / "base"
    if not folder.exists():
        folder = SHIPPED
    index = json.loads((folder / "models.json").read_text())
    network, head = load_loss_network(folder), StyleHead()
    if weights.is_dir():
        load_into(head, folder / index["styleHead"]["file"])
        transformer = Transformer.of(read_state(folder / index["transformer"]["file"]))
    else:
        small = weights.suffix == ".safetensors"
        state = read_state(weights) if small else torch.load(weights, map_location="cpu")["average"]
        head.load_state_dict(part_of(state, "head"))
        transformer = Transformer.of(part_of(state, "transformer"))
        if half:
            for module in (head, transformer):
                module.half().float()
    return Ours(network.eval(), head.eval(), transformer.eval())


def part_of(state: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    """The tensors of one module of several, under their own names."""
    return {k[len(name) + 1 :]: v for k, v in state.items() if k.startswith(f"{name}.")}
