"""All training pictures in one small file, for a machine that has nothing else of them: JPEG bytes one after the other
with their lengths, in an npz archive. The originals' terms hold: never commit or ship it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

KINDS = ("content", "style")
LARGEST, ARCHIVE = 48 * 2**20, 2048
"""Of a file, and of the archive around its pictures, bytes."""


def jpeg(picture: np.ndarray, side: int, quality: int) -> bytes:
    """uint8 RGB ``[S, S, 3]``, shrunk to ``side``."""
    if picture.shape[0] != side:
        picture = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    ok, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert ok
    return data.tobytes()


def choose(count: int, share: float) -> np.ndarray:
    """Evenly spread rows, in order."""
    return np.unique(np.linspace(0, count - 1, max(1, round(count * share))).round().astype(int))


def pack(caches: dict[str, np.ndarray], file: Path, *, side: int, quality: int, limit: int = LARGEST) -> dict[str, int]:
    """Write as many pictures of each kind as fit into ``limit`` bytes, the same share of all. Returns how many."""
    encoded = {kind: [jpeg(np.ascontiguousarray(p), side, quality) for p in cache] for kind, cache in caches.items()}
    total = sum(len(data) for pictures in encoded.values() for data in pictures)
    arrays: dict[str, np.ndarray] = {}
    counts: dict[str, int] = {}
    share = min(1.0, 0.995 * (limit - ARCHIVE) / total)
    for kind, pictures in encoded.items():
        chosen = [pictures[k] for k in choose(len(pictures), share)]
        arrays[kind] = np.frombuffer(b"".join(chosen), np.uint8)
        arrays[f"{kind} lengths"] = np.array([len(data) for data in chosen], np.int32)
        counts[kind] = len(chosen)
    part = file.with_suffix(".part.npz")
    np.savez(part, **arrays)
    if part.stat().st_size > limit:
        part.unlink()
        raise ValueError(f"The pictures take more than {limit} bytes: pack with a lower --quality or --side.")
    part.rename(file)
    return counts


def unpack(file: Path, side: int) -> dict[str, np.ndarray]:
    """Kind -> uint8 ``[n, side, side, 3]``, enlarged where they were packed smaller. Takes half a minute and 2 GB."""
    result: dict[str, np.ndarray] = {}
    with np.load(file) as archive:
        for kind in KINDS:
            data, lengths = archive[kind], archive[f"{kind} lengths"]
            out = np.empty((len(lengths), side, side, 3), np.uint8)
            for k, end in enumerate(np.cumsum(lengths)):
                picture = cv2.imdecode(data[end - lengths[k] : end], cv2.IMREAD_COLOR)
                if picture.shape[0] != side:
                    picture = cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC)
                out[k] = picture[:, :, ::-1]
            result[kind] = out
    return result
