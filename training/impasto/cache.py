"""Command: build the decoded caches of all training pictures, and the style crops that `distil` and `refit` read.

    python3 -m impasto.cache --variants 0 1
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .data.pictures import RUNS, SHARED, picture_cache
from .data.styles import build_style_cache
from .running.setup import configure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--variants", type=int, nargs="+", default=[0, 1])
    args = parser.parse_args()
    configure(0)
    for kind in ("content", "style"):
        picture_cache(args.shared, args.runs, kind)
    for variant in args.variants:
        build_style_cache(args.shared, args.runs, variant)


if __name__ == "__main__":
    main()
