"""Command: score weights on held-out pictures, controls and anchors beside them.

    python3 -m impasto.evaluate --weights ../public/models --sizes 256 512 --anchor --set report

Choose by set ``val``, report on set ``report``. Behind each mean is the standard error over contents and styles.
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

from .data.pictures import RUNS, SHARED, held_out, load_square, report_set, to_tensor, write_json
from .objectives.palette import palette
from .objectives.metrics import content_score, exact_gram, psnr, read_clip, ssim, stillness, style_score, warp_error
from .running.setup import configure
from .networks.ours import Ours, load_ours
from .networks.statistics import Streaming
from .networks.transformer import NORM_EPS
from .networks.teachers import MicroAst, Vgg19

Stylise = Callable[[Tensor, Tensor], Tensor]
"""(content, style), both ``[1, 3, h, w]`` 0..1 -> stylised."""


@dataclass(frozen=True)
class Scores:
    """Means over all pairs with their standard errors, and the number of pairs."""

    style: float
    content: float
    ssim: float
    palette: float
    style_error: float
    content_error: float
    ssim_error: float
    palette_error: float
    pairs: int


METRICS = ("style", "content", "ssim", "palette")


def standard_error(grid: np.ndarray) -> float:
    """Of the mean of ``[contents, styles]``, both of which are samples: pairs that share a picture are not independent.

    The two-way variance components of random effects, summed (Owen, "The pigeonhole bootstrap", 2007, section 3).
    """
    rows, columns = grid.shape
    if min(rows, columns) < 2:
        return 0.0
    within = grid - grid.mean(1, keepdims=True) - grid.mean(0, keepdims=True) + grid.mean()
    residual = float((within**2).sum()) / ((rows - 1) * (columns - 1))
    # The means' variances hold a share of the residual's, which is to be counted once.
    variance = grid.mean(1).var(ddof=1) / rows + grid.mean(0).var(ddof=1) / columns - residual / (rows * columns)
    return float(max(variance, residual / (rows * columns)) ** 0.5)


def summary(grid: np.ndarray) -> Scores:
    """``[contents, styles, 4]`` of `METRICS`."""
    means = [float(v) for v in grid.mean((0, 1))]
    return Scores(*means, *(standard_error(grid[..., k]) for k in range(len(METRICS))), grid.shape[0] * grid.shape[1])


@dataclass(frozen=True)
class ValSet:
    """Held-out contents and styles at one size with VGG-19's answers."""

    contents: list[Tensor]
    styles: list[Tensor]
    content_taps: list[Tensor]
    content_grams: list[list[Tensor]]
    style_grams: list[list[Tensor]]
    style_taps: list[Tensor]


def names_of(which: str, shared: Path) -> list[str]:
    """Pictures of set ``val`` or ``report``."""
    return report_set() if which == "report" else held_out(shared)


def load_val(shared: Path, size: int, vgg: Vgg19, which: str = "val", every: int = 1) -> ValSet:
    """Centre crops with the short side resized to ``size`` px, of every n-th content and style."""
    pictures = {v: to_tensor(load_square(shared / "data" / v, size)) for v in names_of(which, shared)}
    contents = [p for v, p in pictures.items() if v.startswith("content/")][::every]
    styles = [p for v, p in pictures.items() if v.startswith("style/")][::every]
    content, style = [vgg(p) for p in contents], [vgg(p) for p in styles]

    def grams(all_taps: list[list[Tensor]]) -> list[list[Tensor]]:
        return [[exact_gram(t) for t in taps] for taps in all_taps]

    return ValSet(contents, styles, [t[3] for t in content], grams(content), grams(style), [t[3] for t in style])


def table(val: ValSet, row: Callable[[int, int], tuple[float, float, float, float]]) -> np.ndarray:
    """`METRICS` of every pair: ``[contents, styles, 4]``."""
    return np.array([[row(i, j) for j in range(len(val.styles))] for i in range(len(val.contents))])


def controls(val: ValSet) -> dict[str, Scores]:
    """Scores of returning the content and of returning the style picture."""

    def copy(i: int, j: int) -> tuple[float, float, float, float]:
        return style_score(val.content_grams[i], val.style_grams[j]), 0.0, 1.0, palette(val.contents[i], val.styles[j])

    def artwork(i: int, j: int) -> tuple[float, float, float, float]:
        return 0.0, content_score(val.style_taps[j], val.content_taps[i]), ssim(val.contents[i], val.styles[j]), 0.0

    return {"copy": summary(table(val, copy)), "style image": summary(table(val, artwork))}


def score(val: ValSet, stylise: Stylise, vgg: Vgg19) -> Scores:
    """Style, content, SSIM and palette over all pairs."""

    def row(i: int, j: int) -> tuple[float, float, float, float]:
        content, style = val.contents[i], val.styles[j]
        output = stylise(content, style)
        taps = vgg(output)
        return (
            style_score([exact_gram(t) for t in taps], val.style_grams[j]),
            content_score(taps[3], val.content_taps[i]),
            ssim(output, content),
            palette(output, style),
        )

    return summary(table(val, row))


Frames = Callable[[Tensor], Callable[[Tensor], Tensor]]
"""A style -> what paints one frame of a new clip after the other."""


def each_alone(stylise: Stylise) -> Frames:
    """Every frame with its own statistics."""
    return lambda style: lambda frame: stylise(frame, style)


def streaming(ours: Ours) -> Frames:
    """As live mode: with statistics that run over the frames before."""

    def clip(style: Tensor) -> Callable[[Tensor], Tensor]:
        statistics = Streaming(NORM_EPS)

        def paint(frame: Tensor) -> Tensor:
            statistics.next_frame()
            return ours.transformer(frame, ours.code(style), ours.stroke, statistics)

        return paint

    return clip


def still_score(val: ValSet, clip: Frames) -> float:
    """Stillness over 4 contents × 3 styles, levels."""
    return float(np.mean([stillness(clip(style), content) for content in val.contents[::3] for style in val.styles[::4]]))


def clip_error(shared: Path, styles: list[Tensor], clip: Frames, frames: int = 12) -> dict[str, float]:
    """Flow-warped error of each clip at 256 px, mean over three styles."""
    result: dict[str, float] = {}
    for path in sorted((shared / "data" / "clips").glob("*.mp4")):
        inputs = read_clip(str(path), side=256, frames=frames)
        errors = []
        for style in styles[::4]:
            paint = clip(style)
            errors.append(warp_error(inputs, [paint(frame) for frame in inputs]))
        result[path.stem] = float(np.mean(errors))
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
    parser.add_argument("--set", choices=("val", "report"), default="val", help="val: to choose by; report: to report on")
    parser.add_argument("--stroke", type=float, default=0.0, help="log2 of the size of our strokes, 0 to 2")
    parser.add_argument("--exact-only", action="store_true", help="clips with each frame's own statistics alone")
    parser.add_argument("--json", type=Path, help="also write the numbers here")
    args = parser.parse_args()
    configure(0)
    vgg = Vgg19(args.shared / "teachers")
    models: dict[str, Stylise] = {}
    if args.weights:
        models["ours"] = ours = load_ours(args.weights)
        ours.stroke = args.stroke
    if args.anchor:
        models["MicroAST"] = MicroAst(args.shared / "teachers")
    report: dict[str, dict[str, object]] = {}
    if args.set == "val":
        published = json.loads((args.shared / "data" / "ANCHORS.json").read_text())["scores"]
        report = {f"{name} (ANCHORS.json)": {"256": values} for name, values in published.items()}
    with torch.no_grad():
        for size in args.sizes:
            val = load_val(args.shared, size, vgg, args.set)
            if args.anchor:
                for name, result in controls(val).items():
                    report.setdefault(name, {})[str(size)] = asdict(result)
            for name, stylise in models.items():
                row = report.setdefault(name, {})
                row[str(size)] = asdict(score(val, stylise, vgg))
                if isinstance(stylise, Ours):
                    row[f"identity PSNR {size}"] = identity(stylise, val.contents)
                if size == 256 and not args.quick:
                    row["stillness"] = still_score(val, each_alone(stylise))
                    row["warp error"] = clip_error(args.shared, val.styles, each_alone(stylise))
                    if isinstance(stylise, Ours):
                        row["half way"] = half_way(stylise, val.contents, val.styles)
                        if not args.exact_only:
                            row["stillness, live"] = still_score(val, streaming(stylise))
                            row["warp error, live"] = clip_error(args.shared, val.styles, streaming(stylise))
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
