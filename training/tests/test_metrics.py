"""Metrics on inputs whose scores are known; the anchors when the shared folder is there."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from impasto.data.pictures import SHARED, held_out, report_set, training_files
from impasto.evaluate import controls, each_alone, load_val, standard_error, streaming, summary
from impasto.objectives.metrics import content_score, exact_gram, psnr, ssim, stillness, style_score, warp_error
from impasto.networks.ours import SHIPPED, load_ours
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


def test_errors_of_pairs_that_share_pictures() -> None:
    rng = np.random.default_rng(0)
    contents, styles = rng.normal(size=(400, 12, 1)), 2 * rng.normal(size=(400, 1, 12))
    grids = contents + styles + 0.5 * rng.normal(size=(400, 12, 12))
    # How far means of many such experiments really scatter.
    assert np.mean([standard_error(g) for g in grids]) == pytest.approx(grids.mean((1, 2)).std(), rel=0.1)
    scores = summary(np.ones((3, 4, 4)))
    assert (scores.palette, scores.palette_error, scores.pairs) == (1, 0, 12)


def test_running_statistics_of_a_still_clip_are_each_frames_own() -> None:
    ours = load_ours(SHIPPED)
    content, style = torch.rand(1, 3, 32, 32), torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        alone, live = each_alone(ours)(style), streaming(ours)(style)
        for _ in range(4):
            torch.testing.assert_close(live(content), alone(content), atol=1e-4, rtol=1e-4)
        # Light that flickers is normalised away by each frame's own statistics, and shown by running ones.
        assert (live(0.97 * content) - alone(0.97 * content)).abs().mean() > 1e-4


def test_the_two_held_out_sets_share_nothing_with_training_or_each_other(tmp_path: Path) -> None:
    for kind in ("content", "style"):
        (tmp_path / "data" / kind).mkdir(parents=True)
    names = [*report_set(), "content/val.jpg", "content/free.jpg"]
    for name in names:
        (tmp_path / "data" / name).touch()
    (tmp_path / "data" / "VAL.tsv").write_text("content/val.jpg\n")
    assert len(report_set()) == 24
    assert [p.name for p in training_files(tmp_path, "content")] == ["free.jpg"]
    assert training_files(tmp_path, "style") == []
    if SHARED.exists():
        assert not set(report_set()) & set(held_out(SHARED))


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
