"""Larger transformers begin as the one they come from, within budget."""

import pytest
import torch

from impasto.compare import VARIANTS
from impasto.networks.live import mac_per_pixel
from impasto.networks.ours import SHIPPED, load_ours
from impasto.networks.shape import Shape
from impasto.networks.transformer import Transformer


@pytest.mark.parametrize("name", VARIANTS)
def test_a_grown_transformer_paints_the_same_and_learns(name: str) -> None:
    shipped = load_ours(SHIPPED).transformer
    grown = Transformer.of(shipped.state_dict(), VARIANTS[name])
    picture, z = torch.rand(2, 3, 40, 36), torch.randn(2, 100)
    with torch.no_grad():
        torch.testing.assert_close(grown(picture, z), shipped(picture, z), atol=1e-5, rtol=1e-5)
    assert Shape.of(grown.state_dict()) == VARIANTS[name]
    assert mac_per_pixel(grown) <= 9000
    optimiser = torch.optim.SGD(grown.parameters(), lr=1e-2)
    for _ in range(2):  # what begins at 0 passes no gradient on in the first step
        optimiser.zero_grad()
        (grown(picture, z) * torch.randn(2, 3, 40, 36)).sum().backward()
        optimiser.step()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for k, p in grown.named_parameters() if "stroke" not in k)
