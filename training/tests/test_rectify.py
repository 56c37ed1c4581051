"""Our quick ReLU, pooling and moments against PyTorch's own operations."""

import pytest
import torch
import torch.nn.functional as F

from impasto.networks.rectify import max_pool2, relu
from impasto.objectives.losses import gram, mean_and_gram

FORMATS = [torch.contiguous_format, torch.channels_last]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("memory", FORMATS)
@pytest.mark.parametrize("side", [8, 9])
def test_relu_and_pool_equal_pytorchs(dtype: torch.dtype, memory: torch.memory_format, side: int) -> None:
    # Few distinct values, so that corners of a cell tie.
    x = torch.randint(-3, 4, (2, 5, side, side)).to(dtype).contiguous(memory_format=memory)
    ours, theirs = x.clone().requires_grad_(), x.clone().requires_grad_()
    y = max_pool2(relu(ours))
    expected = F.max_pool2d(F.relu(theirs), 2)
    assert torch.equal(y, expected)
    upstream = torch.randn(y.shape).to(dtype)
    y.backward(upstream)
    expected.backward(upstream)
    assert ours.grad is not None and theirs.grad is not None
    assert torch.equal(ours.grad, theirs.grad)


def test_moments_equal_their_parts() -> None:
    tap = torch.randn(2, 6, 5, 7, dtype=torch.float32).contiguous(memory_format=torch.channels_last)
    ours, theirs = tap.clone().requires_grad_(), tap.clone().requires_grad_()
    m, g = mean_and_gram(ours)
    torch.testing.assert_close(m, tap.mean((2, 3)))
    torch.testing.assert_close(g, gram(tap))
    a, b = torch.randn_like(m), torch.randn_like(g)
    ((m * a).sum() + (g * b).sum()).backward()
    ((theirs.mean((2, 3)) * a).sum() + (gram(theirs) * b).sum()).backward()
    torch.testing.assert_close(ours.grad, theirs.grad)
