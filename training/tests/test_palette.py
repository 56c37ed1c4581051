"""Colours and their distances."""

import pytest
import torch

from impasto.objectives.palette import palette, palette_loss, to_lab


def test_lab_of_known_colours() -> None:
    rgb = torch.tensor([[[1.0, 0, 0, 1, 0.5], [1, 0, 0, 0, 0.5], [1, 0, 1, 0, 0.5]]])
    # White, black, blue, red, middle grey; Bruce Lindbloom's calculator.
    expected = torch.tensor([[100.0, 0, 32.30, 53.24, 53.39], [0, 0, 79.19, 80.09, 0], [0, 0, -107.86, 67.20, 0]])
    torch.testing.assert_close(to_lab(rgb)[0], expected, atol=0.05, rtol=0)


def test_where_colours_lie_does_not_count() -> None:
    picture = torch.rand(1, 3, 64, 64)
    shuffled = picture.flatten(2)[:, :, torch.randperm(64 * 64)].view(1, 3, 64, 64)
    paler = 0.5 + 0.5 * (picture - 0.5)
    assert palette(picture, picture) < 1
    assert palette(shuffled, picture) < 1
    assert palette(paler, picture) > 5
    assert palette(torch.rand(1, 3, 32, 48), picture) < 2


def test_grey_pictures_are_apart_by_their_lightness() -> None:
    dark, light = torch.full((1, 3, 8, 8), 0.2), torch.full((1, 3, 8, 8), 0.6)
    apart = float(to_lab(light.flatten(2))[0, 0, 0] - to_lab(dark.flatten(2))[0, 0, 0])
    # A direction sees |cos| of it, half in the mean.
    assert palette(dark, light) == pytest.approx(apart / 2, rel=0.2)


def test_the_loss_brings_colours_together() -> None:
    artwork, output = torch.rand(1, 3, 32, 32) ** 2, torch.full((1, 3, 32, 32), 0.5) + 0.01 * torch.randn(1, 3, 32, 32)
    output.requires_grad_()
    before = palette(output.detach(), artwork)
    optimiser = torch.optim.Adam([output], lr=0.02)
    for _ in range(60):
        optimiser.zero_grad()
        palette_loss(output, artwork).sum().backward()
        assert torch.isfinite(output.grad).all()  # type: ignore[arg-type]
        optimiser.step()
    assert palette(output.detach(), artwork) < before / 3


def test_black_and_white_have_finite_gradients() -> None:
    picture = torch.tensor([0.0, 1.0]).repeat(1, 3, 4, 2).requires_grad_()
    palette_loss(picture, torch.rand(1, 3, 4, 4)).sum().backward()
    assert torch.isfinite(picture.grad).all()  # type: ignore[arg-type]
