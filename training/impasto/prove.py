"""Command: does the loss network optimise what VGG-19 would? Both results are judged by VGG-19.

    python3 -m impasto.prove --weights ../public/models --contents 1 3 --out runs/proof.jpg

Gram-loss optimisation (300 Adam steps, 256², from the content) of eight held-out pairs, once through VGG-19 and once
through the loss network's raw taps, as HQ stills use it, for which each content weight of ``--contents`` is tried.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from .contact_sheet import to_pixels
from .data.pictures import SHARED, write_json
from .evaluate import ValSet, load_val
from .networks.ours import load_loss_network
from .objectives.metrics import content_score, exact_gram, style_score
from .objectives.optimise import Features, Weights, optimise_picture
from .running.setup import configure
from .networks.teachers import Vgg19

PAIRS = tuple((i, (i * 5 + 1) % 12) for i in range(0, 12, 3)) + tuple((i, (i * 7 + 4) % 12) for i in range(1, 12, 3))
"""(content, style) indices of the held-out lists."""


def half_precision(network: Features) -> Features:
    """The network in bfloat16, as fast as the teacher."""

    def run(picture: Tensor) -> list[Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return list(network(picture))

    return run


def judge(val: ValSet, vgg: Vgg19, pair: tuple[int, int], picture: Tensor) -> tuple[float, float]:
    """VGG-19's style and content error of a result."""
    with torch.no_grad():
        taps = vgg(picture)
        grams = [exact_gram(t) for t in taps]
    return style_score(grams, val.style_grams[pair[1]]), content_score(taps[3], val.content_taps[pair[0]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--weights", type=Path, required=True, help="models folder, or checkpoint of `distil`")
    parser.add_argument("--contents", type=float, nargs="+", default=[1.0, 3.0], help="content weights for ours")
    parser.add_argument("--vgg-content", type=float, default=1.0, help="content weight for VGG-19 (style: 10)")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=8)
    parser.add_argument("--tv", type=float, default=0.1)
    parser.add_argument("--out", type=Path, help="contact sheet: content, style, VGG-19's, ours per weight")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    configure(0)
    vgg, half = Vgg19(args.shared / "teachers"), Vgg19(args.shared / "teachers", half=True)
    ours = half_precision(load_loss_network(args.weights).taps)
    with torch.no_grad():
        val = load_val(args.shared, 256, vgg)
    runs: list[tuple[str, Features, Weights]] = [("VGG-19", half, Weights(content=args.vgg_content, tv=args.tv))]
    runs += [(f"ours, content {w:g}", ours, Weights(content=w, tv=args.tv)) for w in args.contents]
    scores: dict[str, list[tuple[float, float]]] = {name: [] for name, _, _ in runs}
    rows: list[np.ndarray] = []
    for pair in PAIRS[: args.pairs]:
        content, style = val.contents[pair[0]], val.styles[pair[1]]
        row = [to_pixels(content), to_pixels(style)]
        for name, features, weights in runs:
            result = optimise_picture(features, content, style, weights, steps=args.steps)
            scores[name].append(judge(val, vgg, pair, result))
            row.append(to_pixels(result))
            print(f"pair {pair}: {name:20s} style {scores[name][-1][0]:.4f} content {scores[name][-1][1]:.4f}", flush=True)
        rows.append(np.concatenate(row, 1))
    for name, values in scores.items():
        style_error, content_error = np.mean(values, 0)
        print(f"mean of {len(values)}: {name:20s} style {style_error:.4f} content {content_error:.4f}")
    if args.out:
        Image.fromarray(np.concatenate(rows, 0)).save(args.out, quality=88)
    if args.json:
        write_json(args.json, {"steps": args.steps, "pairs": PAIRS[: args.pairs], "style, content": scores})


if __name__ == "__main__":
    main()
