"""Command: build the content cache and the style features of a teacher.

    python3 -m impasto.cache --teacher slim --variants 0 1
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .data import RUNS, SHARED, build_style_cache, content_batch, content_cache
from .networks import LossNetwork, style_statistics
from .safetensors_io import load_into
from .setup import configure
from .teachers import SlimVgg19, Vgg19

import numpy as np


def slim_teacher(shared: Path, runs: Path) -> SlimVgg19:
    """The slim VGG-19, its taps divided by their mean standard deviation over 16 fixed contents."""
    teacher = SlimVgg19(shared / "teachers")
    teacher.calibrate(content_batch(content_cache(shared, runs), 16, 128, np.random.default_rng(0)))
    return teacher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--teacher", choices=("slim", "vgg"), default="slim")
    parser.add_argument("--variants", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--loss-network", type=Path, required=True, help="safetensors of the style statistics")
    args = parser.parse_args()
    configure(0)
    content_cache(args.shared, args.runs)
    network = LossNetwork()
    load_into(network, args.loss_network)
    teacher = slim_teacher(args.shared, args.runs) if args.teacher == "slim" else Vgg19(args.shared / "teachers")
    for variant in args.variants:
        build_style_cache(
            args.shared,
            args.runs,
            args.teacher,
            variant,
            lambda p: style_statistics(network.taps(p)),
            teacher,
            half=args.teacher == "vgg",
        )


if __name__ == "__main__":
    main()
