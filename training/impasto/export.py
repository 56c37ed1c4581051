"""Command: write a run's weights as content-hashed float16 safetensors, the index and golden tensors.

    python3 -m impasto.export --checkpoint runs/b1/last.pt --recipe "…" --out ../public/models
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Mapping

import numpy as np
import torch
from torch import nn

from .data.pictures import RUNS, TRAINING, to_tensor, write_json
from .networks.ours import Ours, load_ours
from .networks.live import LossNetwork, encode, style_statistics
from .networks.safetensors_io import encode_tensors, load_into, module_tensors, read_tensors, sha256
from .networks.two_styles import stylise_two
from .running.run_state import saved_step
from .running.setup import configure

FILES = {"transformer": "transformer", "styleHead": "style-head", "lossNetwork": "loss-network"}
"""Index key -> file stem."""
GOLDEN = TRAINING.parent / "tests" / "fixtures" / "golden.safetensors"


def golden_mask() -> np.ndarray:
    """Shares of a second style, ``[37, 50]`` uint8: a soft disc, with all of 0, 255 and what lies between."""
    y, x = np.mgrid[0:37, 0:50]
    distance = np.hypot((x - 18) / 50, (y - 20) / 37)
    return np.clip(np.round(255 * (0.45 - distance) / 0.25), 0, 255).astype(np.uint8)


def write_network(folder: Path, stem: str, module: nn.Module, metadata: Mapping[str, str]) -> dict[str, object]:
    """Write ``<stem>.<16 hex of sha256>.safetensors``; returns its index entry."""
    shipped = {k: v for k, v in module_tensors(module).items() if not k.startswith(LossNetwork.ADAPTERS)}
    data = encode_tensors(shipped, {**metadata, "network": stem})
    digest = sha256(data)
    name = f"{stem}.{digest[:16]}.safetensors"
    (folder / name).write_bytes(data)
    return {"file": name, "bytes": len(data), "sha256": digest}


def golden_tensors(ours: Ours, pictures: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the TypeScript engines must reproduce, for the given ``style.rgb``, ``content.a.rgb``, ``content.b.rgb``."""
    with torch.no_grad():
        style = to_tensor(pictures["style.rgb"])
        statistics = style_statistics(ours.loss_network.taps(style))
        z = ours.head(statistics)
        tensors: dict[str, np.ndarray] = {"style.rgb": pictures["style.rgb"]}
        tensors["style.stats"], tensors["style.z"] = statistics[0].numpy(), z[0].numpy()
        for k in "ab":
            rgb = pictures[f"content.{k}.rgb"]
            tensors[f"content.{k}.rgb"] = rgb
            tensors[f"output.{k}"] = ours.transformer(to_tensor(rgb), z)[0].permute(1, 2, 0).numpy()
        tensors["second.z"] = encode(ours.loss_network, ours.head, to_tensor(pictures["content.b.rgb"]))[0].numpy()
        tensors["mask"] = golden_mask()
        second, mask = torch.from_numpy(tensors["second.z"])[None], torch.from_numpy(tensors["mask"]) / 255
        for k in "ab":
            two = stylise_two(ours.transformer, to_tensor(pictures[f"content.{k}.rgb"]), z, second, mask)
            tensors[f"output.two.{k}"] = two[0].permute(1, 2, 0).numpy()
        tensors["gamma_beta"] = ours.transformer.gamma_beta(z).numpy()
        tensors["norm_order"] = np.frombuffer("\n".join(ours.transformer.norms()).encode(), np.uint8)
    return tensors


def export(ours: Ours, folder: Path, golden: Path, metadata: Mapping[str, str], *, keep_loss_network: bool) -> None:
    """Write the networks, the index, the golden file (its pictures are reused); delete superseded files.

    With ``keep_loss_network`` its file and index entry stay as they are.
    """
    old = json.loads((folder / "models.json").read_text()) if (folder / "models.json").exists() else {}
    # Other networks of the index, such as the perceptual one, are not this command's.
    index: dict[str, object] = {key: entry for key, entry in old.items() if key not in FILES}
    modules = {"transformer": ours.transformer, "styleHead": ours.head, "lossNetwork": ours.loss_network}
    for key, stem in FILES.items():
        if key == "lossNetwork" and keep_loss_network:
            index[key] = old[key]
        else:
            index[key] = write_network(folder, stem, modules[key], metadata)
    for key in FILES:  # the shipped file is the truth: compute golden tensors with it
        load_into(modules[key], folder / index[key]["file"], LossNetwork.ADAPTERS)  # type: ignore[index]
    write_json(folder / "models.json", index)
    pictures, _ = read_tensors(golden)
    golden.write_bytes(encode_tensors(golden_tensors(ours, pictures), metadata))
    keep = {entry["file"] for entry in index.values()}  # type: ignore[index]
    for file in folder.glob("*.safetensors"):
        if file.name not in keep:
            file.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--recipe", required=True, help="one line for the files' metadata")
    parser.add_argument("--out", type=Path, default=TRAINING.parent / "public" / "models")
    parser.add_argument("--golden", type=Path, default=GOLDEN)
    parser.add_argument("--new-loss-network", action="store_true")
    args = parser.parse_args()
    configure(0)
    steps = saved_step(args.checkpoint)
    metadata = {
        "license": "Apache-2.0",
        "date": date.today().isoformat(),
        "recipe": args.recipe,
        "steps": str(steps),
    }
    export(load_ours(args.checkpoint), args.out, args.golden, metadata, keep_loss_network=not args.new_loss_network)


if __name__ == "__main__":
    main()
