"""Command: pack all training pictures into one file of at most 48 MiB, for `train --data` on another machine.

    python3 -m impasto.pack --out runs/pictures.npz
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .data.packed import KINDS, pack
from .data.pictures import RUNS, SHARED, picture_cache


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--side", type=int, default=224, help="px; pictures are enlarged again when they are read")
    parser.add_argument("--quality", type=int, default=72, help="of the JPEGs")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    caches = {kind: picture_cache(args.shared, args.runs, kind) for kind in KINDS}
    counts = pack(caches, args.out, side=args.side, quality=args.quality)
    packed = ", ".join(f"{counts[kind]} of {len(caches[kind])} {kind} pictures" for kind in KINDS)
    print(f"{args.out}: {args.out.stat().st_size / 2**20:.1f} MiB, {packed}")


if __name__ == "__main__":
    main()
