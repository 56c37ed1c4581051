"""Command: a sheet of all held-out contents (rows) in all held-out styles (columns).

    python3 -m impasto.contact_sheet --weights ../public/models --size 256 --out runs/sheet-256.jpg
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from .data.pictures import SHARED, held_out, load_square, to_tensor
from .evaluate import Stylise
from .networks.ours import load_ours
from .running.setup import configure
from .networks.teachers import MicroAst


def to_pixels(picture: Tensor) -> np.ndarray:
    """``[1, 3, h, w]`` 0..1 -> uint8 ``[h, w, 3]``."""
    return (picture[0].permute(1, 2, 0).clamp(0, 1) * 255).round().byte().numpy()


def sheet(stylise: Stylise, contents: list[Tensor], styles: list[Tensor]) -> np.ndarray:
    """First row the styles, first column the contents; all squares of one size."""
    blank = np.full_like(to_pixels(contents[0]), 255)
    rows = [np.concatenate([blank, *(to_pixels(s) for s in styles)], 1)]
    for content in contents:
        rows.append(np.concatenate([to_pixels(content), *(to_pixels(stylise(content, s)) for s in styles)], 1))
    return np.concatenate(rows, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--weights", type=Path, help="models folder or checkpoint; none: MicroAST")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--stroke", type=float, default=0.0, help="log2 of the size of our strokes, 0 to 2")
    parser.add_argument("--contents", type=int, nargs="+", default=list(range(12)), help="rows by index")
    parser.add_argument("--styles", type=int, nargs="+", default=list(range(12)), help="columns by index")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    configure(0)
    stylise: Stylise = MicroAst(args.shared / "teachers")
    if args.weights:
        stylise = ours = load_ours(args.weights)
        ours.stroke = args.stroke

    def pictures(kind: str, chosen: list[int]) -> list[Tensor]:
        names = [v for v in held_out(args.shared) if v.startswith(kind)]
        return [to_tensor(load_square(args.shared / "data" / names[i], args.size)) for i in chosen]

    with torch.no_grad():
        pixels = sheet(stylise, pictures("content/", args.contents), pictures("style/", args.styles))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(args.out, quality=88)


if __name__ == "__main__":
    main()
