"""Command: move a trained transformer to another loss network, by fitting a style head that gives the same codes.

    python3 -m impasto.refit --checkpoint runs/b2/last.pt --distilled runs/l1/last.pt --out runs/base2

The result is a models folder to continue training from (`train --warm`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .data.pictures import RUNS, SHARED, content_cache, write_json
from .data.batches import content_batch
from .networks.ours import load_loss_network, load_ours
from .export import FILES, write_network
from .networks.live import LossNetwork, StyleHead, style_statistics
from .networks.transformer import Transformer
from .running.setup import configure


def pictures(shared: Path, runs: Path, photos: int, seed: int) -> list[Tensor]:
    """Batches of 4: every cached style crop, and ``photos`` random contents of 128, 192 or 256 px."""
    rng = np.random.default_rng(seed)
    contents = content_cache(shared, runs)
    batches = [content_batch(contents, 4, int(rng.choice([128, 192, 256])), rng) for _ in range(photos // 4)]
    for path in sorted((runs / "cache").glob("style-*.crops.npy")):
        crops = np.load(path, mmap_mode="r")
        for i in range(0, len(crops), 4):
            batches.append(torch.from_numpy(np.array(crops[i : i + 4])).permute(0, 3, 1, 2))
    return batches


def as_floats(batch: Tensor) -> Tensor:
    """uint8 batches are scaled to 0..1 only when used: all of them as floats would not fit in memory."""
    return batch.float() / 255 if batch.dtype == torch.uint8 else batch


def statistics(network: LossNetwork, batches: list[Tensor]) -> Tensor:
    """``[all pictures, 480]``."""
    with torch.no_grad():
        return torch.cat([style_statistics(network.taps(as_floats(b))) for b in batches])


def mapped_head(old_head: StyleHead, old: Tensor, new: Tensor) -> StyleHead:
    """The old head behind the best affine map from new to old statistics (ridge regression), both ``[n, 480]``."""
    head = StyleHead()
    head.load_state_dict(old_head.state_dict())
    head.mu.copy_(new.mean(0))
    head.sd.copy_(new.std(0) + 1e-3)
    x = ((new - head.mu) / head.sd).double().numpy()
    y = ((old - old_head.mu) / old_head.sd).double().numpy()
    shift = y.mean(0)
    ridge = 1e-3 * len(x) * np.eye(x.shape[1])
    matrix = torch.from_numpy(np.linalg.solve(x.T @ x + ridge, x.T @ (y - shift))).float()  # [480, 480]
    first, before = head.m[0], old_head.m[0]
    assert isinstance(first, nn.Linear) and isinstance(before, nn.Linear)
    with torch.no_grad():
        first.weight.copy_(before.weight @ matrix.T)
        first.bias.copy_(before.bias + before.weight @ torch.from_numpy(shift).float())
    return head


def fit_head(head: StyleHead, new: Tensor, codes: Tensor, transformer: Transformer, *, steps: int, rate: float = 3e-4) -> None:
    """Train ``head`` to give ``codes`` ``[n, 100]`` for statistics ``new`` ``[n, 480]``.

    Errors are measured in the scales and shifts that the codes give, so that what no norm uses costs nothing.
    """
    effect = torch.cat([norm.l.weight.detach() for norm in transformer.norms().values()])  # [1808, 100]
    metric = effect.T @ effect / len(effect)  # [100, 100]
    optimiser = torch.optim.Adam(head.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    generator = torch.Generator().manual_seed(0)
    for _ in range(steps):
        rows = torch.randint(len(new), (256,), generator=generator)
        error = head(new[rows]) - codes[rows]
        loss = ((error @ metric) * error).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--checkpoint", type=Path, required=True, help="of `train`")
    parser.add_argument("--distilled", type=Path, required=True, help="checkpoint of `distil`")
    parser.add_argument("--photos", type=int, default=4000)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    configure(0)
    ours, network = load_ours(args.checkpoint), load_loss_network(args.distilled)
    batches = pictures(args.shared, args.runs, args.photos, 5)
    with torch.no_grad():
        old, new = statistics(ours.loss_network, batches), statistics(network, batches)
        codes = ours.head(old)
    head = mapped_head(ours.head, old, new)
    fit_head(head, new, codes, ours.transformer, steps=args.steps)
    args.out.mkdir(parents=True, exist_ok=True)
    modules = {"transformer": ours.transformer, "styleHead": head, "lossNetwork": network}
    metadata = {"license": "Apache-2.0", "recipe": "refit"}
    write_json(
        args.out / "models.json", {k: write_network(args.out, stem, modules[k], metadata) for k, stem in FILES.items()}
    )


if __name__ == "__main__":
    main()
