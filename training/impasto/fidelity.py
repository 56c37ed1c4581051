"""Command: how close the perceptual network comes to VGG-19's features, on the held-out pictures.

    python3 -m impasto.fidelity --weights ../public/models --size 256

Prints, per tap (relu1_1, 2_1, 3_1, 4_1), the normalised squared error of the features and the relative squared error of
the Gram matrix; means over contents and over styles.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Sequence

import torch
from torch import Tensor

from .data.pictures import SHARED
from .distil import imitation
from .evaluate import load_val
from .objectives.optimise import Features
from .running.setup import configure
from .networks.perceptual import load_perceptual
from .networks.teachers import Vgg19


def layer_errors(network: Features, teacher: Features, pictures: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """``[1, 3, h, w]`` each -> feature errors and Gram errors per tap, both ``[4]``, averaged over the pictures."""
    with torch.no_grad():
        errors = [imitation(list(network(p)), list(teacher(p))) for p in pictures]
    features, grams = zip(*errors)
    return torch.stack(features).mean(0), torch.stack(grams).mean(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--weights", type=Path, required=True, help="models folder, or a file of weights")
    parser.add_argument("--size", type=int, default=256, help="px")
    args = parser.parse_args()
    configure(0)
    file = args.weights
    if file.is_dir():
        file = file / json.loads((file / "models.json").read_text())["perceptualNetwork"]["file"]
    vgg, network = Vgg19(args.shared / "teachers"), load_perceptual(file)
    val = load_val(args.shared, args.size, vgg)
    for kind, pictures in (("contents", val.contents), ("styles", val.styles)):
        for name, errors in zip(("features", "Gram matrices"), layer_errors(network, vgg, pictures)):
            print(f"{kind}, {name:13s} " + " / ".join(f"{e:.3f}" for e in errors.tolist()))


if __name__ == "__main__":
    main()
