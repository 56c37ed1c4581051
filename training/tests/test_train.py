"""A training step lowers the loss, and an interrupted run continues exactly. No shared files needed."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from impasto.objectives.losses import measure, pack_target, unpack_target
from impasto.networks.live import LossNetwork, StyleHead, style_statistics
from impasto.networks.transformer import Transformer
from impasto.running.run_state import learning_rate
from impasto.train import Recipe, Run


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


def step(run: Run, *, frozen_rng: bool = False) -> float:
    generator = torch.Generator().manual_seed(9)
    content, style = (torch.rand(2, 3, 64, 64, generator=generator) for _ in range(2))
    teacher = TinyTeacher()
    stats = style_statistics(run.loss_network.taps(style))
    terms = run.losses(content, stats, measure(teacher(style)), teacher)  # type: ignore[arg-type]
    if frozen_rng:  # the terms common to odd and even steps
        terms = {k: v for k, v in terms.items() if k not in ("noise", "shift")}
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


def test_packed_targets_come_back() -> None:
    taps = TinyTeacher()(torch.rand(1, 3, 64, 64))
    target = measure(taps)
    packed = torch.from_numpy(pack_target(taps)[None].astype("float32"))
    again = unpack_target(packed, (8, 8, 8, 8))
    for a, b in zip(target.grams, again.grams):
        torch.testing.assert_close(a, b, rtol=2e-3, atol=2e-3)


def test_schedule_anneals_to_zero() -> None:
    recipe = Recipe()
    assert learning_rate(recipe, 5000, 1.0) == 0
    assert learning_rate(recipe, 0, 0.0) < learning_rate(recipe, 300, 0.005)
