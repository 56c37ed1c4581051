"""Distillation lowers its error, its pool gets optimised, and an interrupted run continues where it was."""

from pathlib import Path

import numpy as np
import pytest
import torch

from impasto.objectives.agreement import TERMS, cosine, goal, pixel_gradient
from impasto.data.styles import cached
from impasto.distil import DistilRecipe, Distillation
from impasto.fidelity import layer_errors
from impasto.objectives.losses import measure
from impasto.networks.live import LossNetwork
from impasto.objectives.optimise import GROWTH, LEVELS, Descent, PicturePool, Weights, Work, optimise_picture, picture_loss


def other_network() -> LossNetwork:
    torch.manual_seed(7)
    return LossNetwork().requires_grad_(False)


def random_work(n: int = 2) -> Work:
    return Work(torch.rand(n, 3, 32, 32), torch.rand(n, 3, 32, 32), torch.rand(n, 3, 32, 32) ** 3)


def test_steps_lower_the_errors_and_resume(tmp_path: Path) -> None:
    torch.manual_seed(1)
    teacher, recipe = other_network(), DistilRecipe(steps=50, warmup=1, imitate_every=1)
    run = Distillation(recipe, LossNetwork())
    work, others = random_work(), torch.rand(2, 3, 32, 32)
    before = float(run.angle(work, 2, teacher))
    reports = [run.update(work, others, teacher) for _ in range(12)]
    assert sum(reports[-1]["feature"]) < sum(reports[0]["feature"])  # type: ignore[arg-type]
    assert float(run.angle(work, 2, teacher)) < before
    run.save(tmp_path / "last.pt")
    again = Distillation(recipe, LossNetwork())
    again.load(tmp_path / "last.pt")
    assert again.step == 12
    assert again.update(work, others, teacher) == run.update(work, others, teacher)


def test_the_last_phase_leaves_the_taps_alone() -> None:
    torch.manual_seed(1)
    run = Distillation(DistilRecipe(steps=50, warmup=1, angle=0.0), LossNetwork())
    before = {k: v.clone() for k, v in run.network.state_dict().items()}
    run.update(random_work(), torch.rand(2, 3, 32, 32), other_network())
    after = run.network.state_dict()
    assert all(torch.equal(before[k], after[k]) == k.startswith("st.") for k in before)


def test_a_network_agrees_with_itself_on_every_term() -> None:
    network, work = other_network(), random_work()
    with torch.no_grad():
        towards = goal(network, work.contents, work.styles)
    for term in range(len(TERMS)):
        push = pixel_gradient(network, work.pictures, towards, term)
        assert torch.allclose(cosine(push, 3 * push), torch.ones(2), atol=1e-5)
        assert torch.allclose(cosine(push, -push), -torch.ones(2), atol=1e-5)


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
    pool = PicturePool(3, 6, fresh, lambda content, style: (content + style) / 2, rng)
    network = other_network()
    for _ in range(6):
        before = pool.descent.pictures.clone()
        work = pool.advance(network, 2, 2)
        assert work.pictures.shape == work.styles.shape == (2, 3, 16, 16)
        assert not torch.equal(pool.descent.pictures, before)
    assert float(pool.descent.t.max()) <= 6 + 2


def test_errors_per_layer_are_zero_for_the_network_itself_only() -> None:
    pictures = [torch.rand(1, 3, 32, 32) for _ in range(2)]
    teacher = other_network()
    features, grams = layer_errors(teacher, teacher, pictures)
    assert features.shape == grams.shape == (4,)
    assert float(features.max()) == float(grams.max()) == 0
    features, grams = layer_errors(LossNetwork(), teacher, pictures)
    assert float(features.min()) > 0 and float(grams.min()) > 0


def test_a_descent_moves_every_level_of_the_pyramid() -> None:
    descent = Descent(torch.full((2, 3, 32, 16), 0.5), 0.01)
    descent.step(torch.tensor([1]), torch.ones(1, 3, 32, 16))
    steps = 0.01 * sum(GROWTH**k for k in range(LEVELS + 1))
    assert torch.allclose(descent.pictures[1], torch.full((3, 32, 16), 0.5 - steps), atol=1e-5)
    assert torch.equal(descent.pictures[0], torch.full((3, 32, 16), 0.5))


def test_without_the_cache_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="impasto.cache"):
        cached(tmp_path)
