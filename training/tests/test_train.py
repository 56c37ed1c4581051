"""A training step lowers the loss, and an interrupted run continues exactly. No shared files needed."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from impasto.data.styles import Styles
from impasto.objectives.losses import measure
from impasto.networks.live import LossNetwork, StyleHead, style_statistics
from impasto.networks.transformer import Transformer
from impasto.running.run_state import learning_rate, resume
from impasto.train import Recipe, Run, draw_layout


class TinyTeacher:
    """Four fixed random convolutions standing in for VGG."""

    def __init__(self) -> None:
        generator = torch.Generator().manual_seed(5)
        self.kernels = [torch.randn(8, 3, 3, 3, generator=generator) for _ in range(4)]

    def __call__(self, picture: Tensor) -> list[Tensor]:
        return [F.relu(F.conv2d(F.avg_pool2d(picture, 2**k), w)) for k, w in enumerate(self.kernels)]


def make_run() -> Run:
    torch.manual_seed(3)
    return Run(Recipe(steps=100, warmup=1, lr=1e-3), LossNetwork(), Transformer(), StyleHead())


def step(run: Run, *, stroke: float = 0.0, frozen_rng: bool = False) -> float:
    generator = torch.Generator().manual_seed(9)
    content, style = (torch.rand(2, 3, 64, 64, generator=generator) for _ in range(2))
    teacher = TinyTeacher()
    styles = Styles(style, style_statistics(run.loss_network.taps(style)), measure(teacher(style)))
    terms = run.losses(content, stroke, styles, teacher)
    if frozen_rng:  # the terms that odd and even steps, borrowing or not, have in common
        terms = {k: v for k, v in terms.items() if k in ("content", "moment", "gram", "identity")}
    return run.update(terms)


def test_steps_lower_the_loss() -> None:
    run = make_run()
    values = [step(run, frozen_rng=True) for _ in range(12)]
    assert values[-1] < values[0]


def test_resume_is_exact(tmp_path: Path) -> None:
    straight = make_run()
    for _ in range(3):
        step(straight)
    straight.save(tmp_path / "last.pt")
    expected = [step(straight) for _ in range(3)]
    resumed = make_run()
    resumed.load(tmp_path / "last.pt")
    assert resumed.step == 3
    assert [step(resumed) for _ in range(3)] == expected
    for a, b in zip(straight.average.parameters(), resumed.average.parameters()):
        assert torch.equal(a, b)


def test_large_strokes_have_a_gradient_of_their_own() -> None:
    run = make_run()
    step(run, stroke=1.0)
    assert all(norm.stroke.grad.abs().sum() > 0 for norm in run.transformer.norms().values())  # type: ignore[union-attr]
    run.optimiser.zero_grad()
    step(run)
    assert all(norm.stroke.grad.abs().sum() == 0 for norm in run.transformer.norms().values())  # type: ignore[union-attr]


def test_a_small_checkpoint_continues(tmp_path: Path) -> None:
    run = make_run()
    for _ in range(3):
        step(run)
    small = tmp_path / "small.safetensors"
    run.save_small(small)
    assert small.stat().st_size < 4_000_000
    other = make_run()
    assert resume(other, tmp_path / "no folder", small)
    assert other.step == 3
    for a, b in zip(run.average.parameters(), other.model.parameters()):
        torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-4)
    # Without moments the optimiser has to be warmed up again.
    assert other.optimised_from == 3
    step(other)
    assert other.step == 4


def test_the_newer_checkpoint_is_resumed(tmp_path: Path) -> None:
    run, small = make_run(), tmp_path / "small.safetensors"
    assert not resume(run, tmp_path, small)
    step(run)
    run.save(tmp_path / "last.pt")
    run.save_small(small)
    exact = make_run()
    assert resume(exact, tmp_path, small) and exact.optimised_from == 0
    step(run)
    run.save_small(small)
    later = make_run()
    assert resume(later, tmp_path, small) and later.step == 2


def test_layouts_have_sides_that_the_transformer_takes() -> None:
    rng = np.random.default_rng(0)
    layouts = [draw_layout(Recipe(), rng) for _ in range(300)]
    assert all(layout.side % 4 == 0 and 128 <= layout.side <= 512 for layout in layouts)
    assert 0.2 < np.mean([layout.stroke > 0 for layout in layouts]) < 0.5


def test_schedule_anneals_to_zero() -> None:
    recipe = Recipe()
    assert learning_rate(recipe, 5000, 1.0) == 0
    assert learning_rate(recipe, 0, 0.0) < learning_rate(recipe, 300, 0.005)
