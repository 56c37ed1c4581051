"""Command: ship a run's perceptual network as content-hashed float16 safetensors, with its entry in the index.

    python3 -m impasto.export_perceptual --checkpoint runs/p2/last.pt --recipe "…" --out ../public/models
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Mapping

import torch

from .data.pictures import TRAINING, write_json
from .export import write_network
from .networks.perceptual import PerceptualNetwork
from .networks.perceptual import load_perceptual

KEY = "perceptualNetwork"
"""Of the network in ``models.json``."""


def ship(network: PerceptualNetwork, folder: Path, metadata: Mapping[str, str]) -> Path:
    """Write the network's file and entry, and delete the file that it replaces. Returns the new file."""
    index = json.loads((folder / "models.json").read_text())
    old = index.get(KEY, {}).get("file")
    index[KEY] = write_network(folder, "perceptual-network", network, metadata)
    write_json(folder / "models.json", index)
    if old not in (None, index[KEY]["file"]):
        (folder / old).unlink(missing_ok=True)
    return folder / index[KEY]["file"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True, help="its averaged weights are shipped")
    parser.add_argument("--recipe", required=True, help="one line for the file's metadata")
    parser.add_argument("--out", type=Path, default=TRAINING.parent / "public" / "models")
    args = parser.parse_args()
    metadata = {
        "license": "Apache-2.0",
        "date": date.today().isoformat(),
        "recipe": args.recipe,
        "steps": str(torch.load(args.checkpoint)["step"]),
    }
    print(ship(load_perceptual(args.checkpoint), args.out, metadata))


if __name__ == "__main__":
    main()
