"""Command: train candidates for the transformer's architecture on equal steps and pictures, and print how they compare.

    python3 -m impasto.compare --steps 1500 --half

Differences below the standard error that `evaluate` gives say nothing; neither do runs that are too short for what begins
at 0 to grow.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

from .data.packed import KINDS, unpack
from .data.pictures import CACHE_SIDE, RUNS, SHARED, picture_cache
from .evaluate import load_val, score
from .networks.live import mac_per_pixel
from .networks.ours import SHIPPED, Ours
from .networks.perceptual import PerceptualLoss, load_perceptual
from .networks.shape import Shape
from .networks.teachers import Vgg19
from .running.setup import configure
from .train import Recipe, Run, Sources, train, warm_networks

VARIANTS = {
    "shipped": Shape(),
    "wide": Shape(bottom=80),
    "far": Shape(kernel=7),
    "coarse": Shape(coarse=192),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--data", type=Path, help="pictures that `impasto.pack` wrote, instead of the caches")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--every", type=int, default=3, help="judge on every n-th held-out content and style")
    args = parser.parse_args()
    cached = unpack(args.data, CACHE_SIDE) if args.data else {k: picture_cache(args.shared, args.runs, k) for k in KINDS}
    perceptual = load_perceptual(next(SHIPPED.glob("perceptual-network.*.safetensors"))).to(args.device)
    loss, vgg = PerceptualLoss(perceptual, half=args.half), Vgg19(args.shared / "teachers")
    with torch.no_grad():
        val = load_val(args.shared, 256, vgg, every=args.every)
    print(f"{'':10s} {'MAC/px':>7s} {'numbers':>8s} {'s/step':>7s}   style  content  ssim   palette, Lab")
    for name in args.variants:
        shape = VARIANTS[name]
        recipe = Recipe(
            steps=args.steps, lr=args.lr, batch=args.batch, bottom=shape.bottom, kernel=shape.kernel, coarse=shape.coarse
        )
        configure(recipe.seed)
        run = Run(recipe, *(network.to(args.device) for network in warm_networks(SHIPPED, shape)))
        run.model.to(memory_format=torch.channels_last)
        folder = args.runs / f"compare-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        began = time.time()
        train(run, Sources(*cached.values()), loss, folder, device=args.device, small=None)
        seconds = (time.time() - began) / args.steps
        average = run.average.to("cpu")
        with torch.no_grad():
            scores = score(val, Ours(run.loss_network.to("cpu"), average["head"], average["transformer"]), vgg)
            row = f"{mac_per_pixel(average['transformer']):7.0f} {sum(p.numel() for p in average['transformer'].parameters()):8d}"
        print(
            f"{name:10s} {row} {seconds:7.3f}  {scores.style:.4f} {scores.content:.4f} {scores.ssim:.4f} {scores.palette:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
