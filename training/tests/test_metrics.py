"""Metrics on inputs whose scores are known; the anchors when the shared folder is there."""

import json

import pytest
import torch

from impasto.data.pictures import SHARED
from impasto.evaluate import controls, load_val
from impasto.objectives.metrics import content_score, exact_gram, psnr, ssim, stillness, style_score, warp_error
from impasto.networks.teachers import MicroAst, Vgg19


def test_known_inputs() -> None:
    a = torch.rand(1, 3, 32, 32)
    assert ssim(a, a) == pytest.approx(1)
    assert psnr(torch.zeros(1), torch.full((1,), 0.1)) == pytest.approx(20, abs=1e-3)
    tap = torch.rand(1, 8, 16, 16)
    flat = tap[0].flatten(1)
    torch.testing.assert_close(exact_gram(tap), flat @ flat.T / 256)
    assert style_score([2 * exact_gram(tap)], [exact_gram(tap)]) == pytest.approx(1)
    assert content_score(tap, tap) == 0


def test_stillness_of_identity_is_the_noise() -> None:
    grey = torch.full((1, 3, 32, 32), 0.5)
    assert stillness(lambda p: p, grey) == pytest.approx(2.0, abs=0.1)
    assert stillness(lambda p: grey, grey) == 0


def test_warp_error_of_a_still_clip_is_zero() -> None:
    frame = torch.rand(1, 3, 64, 64)
    assert warp_error([frame] * 3, [frame] * 3) == pytest.approx(0, abs=1e-6)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared pictures and teachers")
def test_anchors_reproduce() -> None:
    expected = json.loads((SHARED / "data" / "ANCHORS.json").read_text())["scores"]
    with torch.no_grad():
        val = load_val(SHARED, 256, Vgg19(SHARED / "teachers"))
    for name, scores in controls(val).items():
        assert scores.style == pytest.approx(expected[name]["style"], abs=1e-3)
        assert scores.content == pytest.approx(expected[name]["content"], abs=1e-3)
        assert scores.ssim == pytest.approx(expected[name]["ssim"], abs=1e-3)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared teachers")
def test_microast_golden() -> None:
    import numpy as np

    from impasto.data.pictures import to_tensor

    with np.load(SHARED / "teachers" / "microast_golden.npz") as golden, torch.no_grad():
        output = MicroAst(SHARED / "teachers").raw(to_tensor(golden["content"]), to_tensor(golden["style"]))
        np.testing.assert_allclose(output[0].permute(1, 2, 0).numpy(), golden["output"], atol=1e-4)
