"""Command: score weights on the held-out pictures, controls and anchors beside them.

    python3 -m impasto.evaluate --weights ../public/models --sizes 256 512 --anchor
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch import Tensor

from .data.pictures import RUNS, SHARED, held_out, load_square, to_tensor, write_json
from .objectives.metrics import content_score, exact_gram, psnr, read_clip, ssim, stillness, style_score, warp_error
from .running.setup import configure
from .networks.ours import Ours, load_ours
from .networks.teachers import MicroAst, Vgg19

Stylise = Callable[[Tensor, Tensor], Tensor]
"""(content, style), both ``[1, 3, h, w]`` 0..1 -> stylised."""


@dataclass(frozen=True)
class Scores:
    """Means over all pairs."""

    style: float
    content: float
    ssim: float


@dataclass(frozen=True)
class ValSet:
    """Held-out contents and styles at one size with VGG-19's answers."""

    contents: list[Tensor]
    styles: list[Tensor]
    content_taps: list[Tensor]
    content_grams: list[list[Tensor]]
    style_grams: list[list[Tensor]]
    style_taps: list[Tensor]


def load_val(shared: Path, size: int, vgg: Vgg19) -> ValSet:
    """Centre crops with the short side resized to ``size`` px."""
    pictures = {v: to_tensor(load_square(shared / "data" / v, size)) for v in held_out(shared)}
    contents = [p for v, p in pictures.items() if v.startswith("content/")]
    styles = [p for v, p in pictures.items() if v.startswith("style/")]
    content, style = [vgg(p) for p in contents], [vgg(p) for p in styles]

    def grams(all_taps: list[list[Tensor]]) -> list[list[Tensor]]:
        return [[exact_gram(t) for t in taps] for taps in all_taps]

    return ValSet(contents, styles, [t[3] for t in content], grams(content), grams(style), [t[3] for t in style])


def controls(val: ValSet) -> dict[str, Scores]:
    """Scores of returning the content and of returning the style picture."""
    pairs = [(i, j) for i in range(len(val.contents)) for j in range(len(val.styles))]
    copy = [style_score(val.content_grams[i], val.style_grams[j]) for i, j in pairs]
    away = [content_score(val.style_taps[j], val.content_taps[i]) for i, j in pairs]
    alike = [ssim(val.contents[i], val.styles[j]) for i, j in pairs]
    return {
        "copy": Scores(float(np.mean(copy)), 0.0, 1.0),
        "style image": Scores(0.0, float(np.mean(away)), float(np.mean(alike))),
    }


def score(val: ValSet, stylise: Stylise, vgg: Vgg19) -> Scores:
    """Mean style, content and SSIM over all pairs."""
    rows: list[tuple[float, float, float]] = []
    for i, content in enumerate(val.contents):
        for j, style in enumerate(val.styles):
            output = stylise(content, style)
            taps = vgg(output)
            rows.append(
                (
                    style_score([exact_gram(t) for t in taps], val.style_grams[j]),
                    content_score(taps[3], val.content_taps[i]),
                    ssim(output, content),
                )
            )
    return Scores(*(float(x) for x in np.mean(rows, axis=0)))


def still_score(val: ValSet, stylise: Stylise) -> float:
    """Stillness over 4 contents × 3 styles, levels."""
    return float(
        np.mean(
            [stillness(lambda p: stylise(p, style), content) for content in val.contents[::3] for style in val.styles[::4]]
        )
    )


def clip_error(shared: Path, styles: list[Tensor], stylise: Stylise, frames: int = 12) -> dict[str, float]:
    """Flow-warped error of each clip at 256 px, mean over three styles."""
    result: dict[str, float] = {}
    for path in sorted((shared / "data" / "clips").glob("*.mp4")):
        clip = read_clip(str(path), side=256, frames=frames)
        result[path.stem] = float(
            np.mean([warp_error(clip, [stylise(f, s) for f in clip]) for s in styles[::4]])
        )
    return result


def identity(ours: Ours, contents: list[Tensor]) -> float:
    """Mean PSNR of strength 0, dB."""
    return float(np.mean([psnr(ours(c, c), c) for c in contents]))


def half_way(ours: Ours, contents: list[Tensor], styles: list[Tensor]) -> float:
    """How far strength 0.5 has gone from the content to the full style, by distance; ideal 0.5."""
    ratios: list[float] = []
    for content, style in zip(contents, styles):
        middle = ours.transformer(content, 0.5 * ours.code(style) + 0.5 * ours.code(content))
        none, full = ours(content, content), ours(content, style)
        near, far = (middle - none).norm(), (full - middle).norm()
        ratios.append(float(near / (near + far)))
    return float(np.mean(ratios))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--weights", type=Path, help="models folder or checkpoint; none: anchors only")
    parser.add_argument("--sizes", type=int, nargs="+", default=[256, 512])
    parser.add_argument("--anchor", action="store_true", help="compute MicroAST and the controls too")
    parser.add_argument("--quick", action="store_true", help="scores and identity only")
    parser.add_argument("--json", type=Path, help="also write the numbers here")
    args = parser.parse_args()
    configure(0)
    vgg = Vgg19(args.shared / "teachers")
    models: dict[str, Stylise] = {}
    if args.weights:
        models["ours"] = load_ours(args.weights)
    if args.anchor:
        models["MicroAST"] = MicroAst(args.shared / "teachers")
    report: dict[str, dict[str, object]] = {}
    published = json.loads((args.shared / "data" / "ANCHORS.json").read_text())["scores"]
    for name, values in published.items():
        report[f"{name} (ANCHORS.json)"] = {"256": values}
    with torch.no_grad():
        for size in args.sizes:
            val = load_val(args.shared, size, vgg)
            if args.anchor:
                for name, result in controls(val).items():
                    report.setdefault(name, {})[str(size)] = asdict(result)
            for name, stylise in models.items():
                row = report.setdefault(name, {})
                row[str(size)] = asdict(score(val, stylise, vgg))
                if isinstance(stylise, Ours):
                    row[f"identity PSNR {size}"] = identity(stylise, val.contents)
                if size == 256 and not args.quick:
                    row["stillness"] = still_score(val, stylise)
                    row["warp error"] = clip_error(args.shared, val.styles, stylise)
                    if isinstance(stylise, Ours):
                        row["half way"] = half_way(stylise, val.contents, val.styles)
    for name, row in report.items():
        for key, value in row.items():
            print(f"{name:36s} {key:18s}", _plain(value), flush=True)
    if args.json:
        write_json(args.json, report)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{k} {v:.4f}" for k, v in value.items())
    return f"{value:.4f}"


if __name__ == "__main__":
    main()
