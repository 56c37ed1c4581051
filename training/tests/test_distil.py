"""Distillation lowers its error, its pool gets optimised, and an interrupted run continues where it was."""

from pathlib import Path

import numpy as np
import torch

from impasto.distil import DistilRecipe, Distillation
from impasto.losses import measure
from impasto.networks import LossNetwork
from impasto.optimise import PicturePool, Weights, optimise_picture, picture_loss


def other_network() -> LossNetwork:
    torch.manual_seed(7)
    return LossNetwork().requires_grad_(False)


def test_steps_lower_the_error_and_resume(tmp_path: Path) -> None:
    torch.manual_seed(1)
    teacher, recipe = other_network(), DistilRecipe(steps=50, warmup=1)
    run = Distillation(recipe, LossNetwork())
    pictures = torch.rand(2, 3, 32, 32)
    errors = [sum(run.update(pictures, teacher)["feature"]) for _ in range(8)]  # type: ignore[arg-type]
    assert errors[-1] < errors[0]
    run.save(tmp_path / "last.pt")
    again = Distillation(recipe, LossNetwork())
    again.load(tmp_path / "last.pt")
    assert again.step == 8
    assert again.update(pictures, teacher) == run.update(pictures, teacher)  # type: ignore[arg-type]


def test_optimising_lowers_the_loss() -> None:
    network = other_network()
    content, style = torch.rand(1, 3, 32, 32), torch.rand(1, 3, 32, 32) ** 3
    weights = Weights(content=0.1)
    with torch.no_grad():
        wanted, target = network(content)[3], measure(network(style))
        before = float(picture_loss(network, content, wanted, target, weights))
    result = optimise_picture(network, content, style, weights, steps=20)
    with torch.no_grad():
        assert float(picture_loss(network, result, wanted, target, weights)) < before
    assert float(result.min()) >= 0 and float(result.max()) <= 1


def test_pool_moves_and_renews_its_pictures() -> None:
    rng = np.random.default_rng(0)
    fresh = lambda n: (torch.full((n, 3, 16, 16), 0.5), torch.rand(n, 3, 16, 16))  # noqa: E731
    pool = PicturePool(3, 6, fresh, rng)
    network = other_network()
    for _ in range(6):
        moved = pool.advance(network, 2, 2)
        assert moved.shape == (2, 3, 16, 16) and not torch.equal(moved, torch.full_like(moved, 0.5))
    assert float(pool.descent.t.max()) <= 6 + 2
