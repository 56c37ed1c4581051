"""Stroke size, and norms that use other statistics than a picture's own."""

import pytest
import torch

from impasto.networks.norm import conditional_instance_norm, normalise
from impasto.networks.ours import SHIPPED, load_ours
from impasto.networks.statistics import Borrowed, Streaming
from impasto.networks.transformer import NORM_EPS, Transformer
from impasto.objectives.losses import unrest


def test_own_statistics_by_either_way() -> None:
    gamma, beta = torch.randn(2, 4), torch.randn(2, 4)
    upstream = torch.randn(2, 4, 6, 5)
    ours, fused = (torch.randn(2, 4, 6, 5, generator=torch.Generator().manual_seed(1)).requires_grad_() for _ in range(2))
    y = normalise(ours, gamma, beta, 1e-4, lambda mean, variance: (mean, variance))
    expected = conditional_instance_norm(fused, gamma, beta, 1e-4)
    torch.testing.assert_close(y, expected, atol=1e-5, rtol=1e-5)
    y.backward(upstream)
    expected.backward(upstream)
    torch.testing.assert_close(ours.grad, fused.grad, atol=1e-5, rtol=1e-4)


def test_borrowed_statistics_are_the_others() -> None:
    transformer = load_ours(SHIPPED).transformer
    a, b = torch.rand(1, 3, 32, 32), 0.3 * torch.rand(1, 3, 32, 32)
    z = torch.randn(1, 100)
    with torch.no_grad():
        both = transformer(torch.cat([a, b]), z.repeat(2, 1), statistics=Borrowed(torch.tensor([1, 1])))
        torch.testing.assert_close(both[1:], transformer(b, z), atol=1e-4, rtol=1e-4)
        assert (both[:1] - transformer(a, z)).abs().mean() > 1e-2


def test_streaming_as_the_engine_does_it() -> None:
    stream = Streaming(NORM_EPS, frames_per_second=24)
    ones = torch.ones(1, 2)
    seen = []
    for frame in range(5):
        stream.next_frame()
        seen.append(float(stream(ones * (0.1 if frame else 0), ones)[0][0, 0]))
    share = 0.15352  # 1 - exp(-(2 / 24) / 0.5)
    assert seen[0] == seen[1] == 0  # exact in the first frame, kept in the second
    assert seen[2] == pytest.approx(0.1 * share, rel=1e-3) == seen[3]
    assert seen[4] == pytest.approx(0.1 * (1 - (1 - share) ** 2), rel=1e-3)


def test_a_cut_takes_the_frames_own() -> None:
    transformer = load_ours(SHIPPED).transformer
    dark, light = 0.2 * torch.rand(1, 3, 32, 32), 0.5 + 0.5 * torch.rand(1, 3, 32, 32)
    z, stream = torch.randn(1, 100), Streaming(NORM_EPS)
    with torch.no_grad():
        for picture in (dark, dark, light):
            stream.next_frame()
            out = transformer(picture, z, statistics=stream)
        torch.testing.assert_close(out, transformer(light, z), atol=1e-4, rtol=1e-4)


def test_stroke_size_0_paints_as_before_and_others_only_by_their_tensors() -> None:
    transformer = Transformer()
    picture, z = torch.rand(1, 3, 32, 32), torch.randn(1, 100)
    with torch.no_grad():
        before = transformer(picture, z)
        assert torch.equal(transformer(picture, z, 2.0), before)
        for norm in transformer.norms().values():
            norm.stroke.add_(0.1)
        assert torch.equal(transformer(picture, z, 0.0), before)
        assert not torch.equal(transformer(picture, z, 2.0), before)
        expected = transformer.gamma_beta(z) + 0.2
        torch.testing.assert_close(transformer.gamma_beta(z, 2.0), expected)


def test_unrest_does_not_reward_paleness() -> None:
    a = torch.rand(1, 3, 64, 64)
    b = a + 0.02 * torch.randn_like(a)
    assert float(unrest(a, b)) == pytest.approx(float(unrest(0.5 * a, 0.5 * b)), rel=0.1)
