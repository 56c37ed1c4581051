"""Command: build the content cache and the style crops with VGG-19's answers to them.

    python3 -m impasto.cache --variants 0 1
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .data.pictures import RUNS, SHARED, content_cache
from .data.styles import build_style_cache
from .running.setup import configure
from .networks.teachers import Vgg19


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--variants", type=int, nargs="+", default=[0, 1])
    args = parser.parse_args()
    configure(0)
    content_cache(args.shared, args.runs)
    for variant in args.variants:
        build_style_cache(args.shared, args.runs, variant, Vgg19(args.shared / "teachers", half=True))


if __name__ == "__main__":
    main()
