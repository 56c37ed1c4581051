"""Shapes, budgets, and the shipped weights against the golden tensors."""

import json

import numpy as np
import torch

from impasto.networks.ours import load_ours
from impasto.export import GOLDEN, golden_tensors
from impasto.networks.live import LossNetwork, StyleHead, mac_per_pixel, style_statistics
from impasto.networks.transformer import Transformer
from impasto.data.pictures import TRAINING
from impasto.networks.safetensors_io import read_tensors, sha256
from impasto.networks.two_styles import stylise_two

MODELS = TRAINING.parent / "public" / "models"


def test_shapes_and_budgets() -> None:
    transformer, network = Transformer(), LossNetwork()
    with torch.no_grad():
        assert transformer(torch.rand(2, 3, 32, 44), torch.randn(2, 100)).shape == (2, 3, 32, 44)
        taps = network.taps(torch.rand(1, 3, 48, 32))
        statistics = style_statistics(taps)
        assert [t.shape[1] for t in taps] == [16, 32, 64, 128]
        assert taps[3].shape[2:] == (6, 4)
        assert StyleHead()(statistics).shape == (1, 100)
    assert sum(p.numel() for p in transformer.parameters()) == 266_436
    assert mac_per_pixel(transformer) <= 9000
    assert mac_per_pixel(network) <= 25000


def test_index_describes_the_files() -> None:
    index = json.loads((MODELS / "models.json").read_text())
    assert set(index) == {"transformer", "styleHead", "lossNetwork", "perceptualNetwork"}
    for entry in index.values():
        data = (MODELS / entry["file"]).read_bytes()
        assert len(data) == entry["bytes"] and sha256(data) == entry["sha256"]
        assert entry["sha256"][:16] in entry["file"]
    # Loaded with the first still, not with the app.
    assert index.pop("perceptualNetwork")["bytes"] <= 1_500_000
    assert sum(entry["bytes"] for entry in index.values()) <= 2_500_000


def test_golden_tensors_reproduce() -> None:
    golden, _ = read_tensors(GOLDEN)
    again = golden_tensors(load_ours(MODELS), golden)
    assert list(again) == list(golden)
    for name, value in golden.items():
        assert again[name].shape == value.shape and again[name].dtype == value.dtype
        np.testing.assert_allclose(again[name].astype(float), value.astype(float), atol=2e-3, rtol=1e-3, err_msg=name)


def test_a_mask_of_one_value_is_a_single_style() -> None:
    transformer = load_ours(MODELS).transformer
    picture, first, second = torch.rand(1, 3, 32, 44), torch.randn(1, 100), torch.randn(1, 100)
    with torch.no_grad():
        for value, code in ((0.0, first), (1.0, second)):
            two = stylise_two(transformer, picture, first, second, torch.full((5, 9), value))
            assert torch.allclose(two, transformer(picture, code), atol=1e-5)
        half = stylise_two(transformer, picture, first, second, torch.full((5, 9), 0.5))
        assert (half - transformer(picture, first)).abs().max() > 0.02
        assert not transformer.n0._forward_hooks


def test_each_style_is_as_it_would_be_alone_far_from_the_other() -> None:
    transformer = load_ours(MODELS).transformer
    picture, first, second = torch.rand(1, 3, 32, 320), torch.randn(1, 100), torch.randn(1, 100)
    mask = (torch.arange(320) >= 160).float().repeat(4, 1)
    with torch.no_grad():
        two = stylise_two(transformer, picture, first, second, mask)
        assert torch.allclose(two[..., :80], transformer(picture, first)[..., :80], atol=1e-5)
        assert torch.allclose(two[..., -80:], transformer(picture, second)[..., -80:], atol=1e-5)
