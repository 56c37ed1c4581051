"""Pictures packed into one file come back."""

from pathlib import Path

import numpy as np
import pytest

from impasto.data.packed import pack, unpack


def pictures(n: int) -> np.ndarray:
    ramp = np.linspace(0, 255, 32).astype(np.uint8)
    base = np.stack(np.broadcast_arrays(ramp[:, None], ramp[None], np.uint8(90)), 2)
    return np.stack([np.roll(base, k, 0) for k in range(n)])


def test_packed_pictures_come_back(tmp_path: Path) -> None:
    caches = {"content": pictures(5), "style": pictures(3)}
    file = tmp_path / "pictures.npz"
    assert pack(caches, file, side=32, quality=95) == {"content": 5, "style": 3}
    again = unpack(file, 32)
    for kind, cache in caches.items():
        assert again[kind].shape == cache.shape and again[kind].dtype == np.uint8
        assert np.abs(again[kind].astype(int) - cache).mean() < 8
    assert unpack(file, 48)["content"].shape == (5, 48, 48, 3)


def test_what_does_not_fit_is_left_out_evenly(tmp_path: Path) -> None:
    caches = {"content": pictures(40), "style": pictures(20)}
    whole = tmp_path / "whole.npz"
    pack(caches, whole, side=32, quality=95)
    limit = whole.stat().st_size * 2 // 3
    counts = pack(caches, tmp_path / "part.npz", side=32, quality=95, limit=limit)
    assert (tmp_path / "part.npz").stat().st_size <= limit
    assert counts["content"] < 40 and counts["style"] == pytest.approx(counts["content"] / 2, abs=1)
    with pytest.raises(ValueError, match="--quality"):
        pack(caches, tmp_path / "none.npz", side=32, quality=95, limit=1000)
