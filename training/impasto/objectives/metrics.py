"""Scores of stylised pictures. Pictures are RGB 0..1, ``[1, 3, h, w]`` unless said otherwise."""

from __future__ import annotations

from typing import Callable, Sequence

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def exact_gram(tap: Tensor) -> Tensor:
    """``[1, c, h, w]`` -> ``[c, c]`` divided by the pixels, float32, through oneDNN (BLAS is slow here)."""
    c = tap.shape[1]
    flat = tap[0].flatten(1)
    rows = flat.view(c, -1, 1, 1)
    if flat.shape[1] >= 64:
        product = torch.ops.aten.mkldnn_convolution(rows, rows, None, [0, 0], [1, 1], [1, 1], 1)
        return product.view(c, c) / flat.shape[1]
    return flat @ flat.T / flat.shape[1]


def style_score(output: Sequence[Tensor], style: Sequence[Tensor]) -> float:
    """Relative squared Gram error averaged over the four taps' Gram matrices; lower is better."""
    return float(np.mean([float(((o - s) ** 2).sum() / (s**2).sum()) for o, s in zip(output, style)]))


def content_score(output: Tensor, content: Tensor) -> float:
    """Relative squared error of relu4_1; lower is better."""
    return float(((output - content) ** 2).sum() / (content**2).sum())


def luma(picture: Tensor) -> Tensor:
    """``[n, 3, h, w]`` -> ``[n, 1, h, w]``, BT.601."""
    return (picture * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)


def ssim(a: Tensor, b: Tensor, *, grey: bool = True) -> float:
    """Structural similarity, 11-px Gaussian window of σ 1.5, valid region, mean over pixels."""
    if grey:
        a, b = luma(a), luma(b)
    axis = torch.arange(11.0) - 5
    g = torch.exp(-(axis**2) / (2 * 1.5**2))
    g = g / g.sum()
    kernel = (g[:, None] * g[None]).expand(a.shape[1], 1, 11, 11)

    def blur(x: Tensor) -> Tensor:
        return F.conv2d(x, kernel, groups=x.shape[1])

    ma, mb = blur(a), blur(b)
    va, vb, cov = blur(a * a) - ma**2, blur(b * b) - mb**2, blur(a * b) - ma * mb
    c1, c2 = 0.01**2, 0.03**2
    return float((((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma**2 + mb**2 + c1) * (va + vb + c2))).mean())


def psnr(a: Tensor, b: Tensor) -> float:
    """Peak signal-to-noise ratio, dB, for pictures 0..1."""
    return float(-10 * torch.log10(((a - b) ** 2).mean().clamp(min=1e-12)))


def stillness(stylise: Callable[[Tensor], Tensor], picture: Tensor, *, frames: int = 24, sigma: float = 2.0, seed: int = 0) -> float:
    """Temporal standard deviation (8-bit levels, mean over pixels) under fresh noise of ``sigma`` levels.

    The input is quantised and clipped like a camera's.
    """
    generator = torch.Generator().manual_seed(seed)
    total, square = torch.zeros(1), torch.zeros(1)
    for _ in range(frames):
        noisy = picture + torch.randn(picture.shape, generator=generator) * sigma / 255
        out = stylise(noisy.mul(255).round().clamp(0, 255) / 255) * 255
        total, square = total + out, square + out**2
    variance = (square / frames - (total / frames) ** 2).clamp(min=0) * frames / (frames - 1)
    return float(variance.sqrt().mean())


def read_clip(path: str, *, side: int, frames: int) -> list[Tensor]:
    """The first frames of a video, short side resized to about ``side`` px (both sides multiples of 4)."""
    capture = cv2.VideoCapture(path)
    result: list[Tensor] = []
    while len(result) < frames:
        ok, image = capture.read()
        if not ok:
            break
        h, w = image.shape[:2]
        scale = side / min(h, w)
        size = (round(w * scale / 4) * 4, round(h * scale / 4) * 4)
        image = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
        result.append(torch.from_numpy(image).permute(2, 0, 1)[None].float() / 255)
    capture.release()
    return result


def warp_error(frames: Sequence[Tensor], outputs: Sequence[Tensor]) -> float:
    """Flow-warped error: mean absolute difference (0..1) of each output and its warped predecessor.

    Backward DIS flow on the input frames; pixels count where forward and backward flow agree within
    1 px and the warp stays inside the frame.
    """
    dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    def grey(t: Tensor) -> np.ndarray:
        return (luma(t)[0, 0].numpy() * 255).round().astype(np.uint8)

    errors: list[float] = []
    for k in range(1, len(frames)):
        before, now = grey(frames[k - 1]), grey(frames[k])
        back = dis.calc(now, before, None)
        forth = dis.calc(before, now, None)
        h, w = now.shape
        grid = np.stack(np.meshgrid(np.arange(w), np.arange(h)), -1).astype(np.float32)
        where = grid + back
        forth_there = cv2.remap(forth, where, None, cv2.INTER_LINEAR)
        mask = np.linalg.norm(back + forth_there, axis=2) < 1
        mask &= (where >= 0).all(2) & (where[..., 0] <= w - 1) & (where[..., 1] <= h - 1)
        previous = outputs[k - 1][0].permute(1, 2, 0).numpy()
        warped = cv2.remap(np.ascontiguousarray(previous), where, None, cv2.INTER_LINEAR)
        difference = np.abs(outputs[k][0].permute(1, 2, 0).numpy() - warped).mean(2)
        if mask.any():
            errors.append(float(difference[mask].mean()))
    return float(np.mean(errors))
