"""Padding and norm equal PyTorch's own, gradients included; the lattice term sees grids and nothing else."""

import pytest
import torch
import torch.nn.functional as F

from impasto.objectives.losses import lattice
from impasto.networks.norm import conditional_instance_norm
from impasto.networks.padding import reflect1, replicate1


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
@pytest.mark.parametrize(("ours", "mode"), [(replicate1, "replicate"), (reflect1, "reflect")])
def test_padding_equals_pytorch(ours, mode, layout) -> None:  # type: ignore[no-untyped-def]
    x = torch.rand(2, 5, 6, 7).contiguous(memory_format=layout).requires_grad_()
    weight = torch.rand(2, 5, 8, 9)
    expected = F.pad(x, (1, 1, 1, 1), mode=mode)
    (gradient,) = torch.autograd.grad((expected * weight).sum(), x)
    actual = ours(x)
    assert torch.equal(actual, expected)
    torch.testing.assert_close(torch.autograd.grad((actual * weight).sum(), x)[0], gradient)


def test_norm_equals_pytorch() -> None:
    x = (torch.randn(3, 4, 5, 6) * 3 + 1).requires_grad_()
    gamma, beta = torch.randn(3, 4, requires_grad=True), torch.randn(3, 4, requires_grad=True)
    weight = torch.randn(3, 4, 5, 6)
    expected = F.instance_norm(x, eps=1e-4) * gamma[:, :, None, None] + beta[:, :, None, None]
    actual = conditional_instance_norm(x, gamma, beta, 1e-4)
    torch.testing.assert_close(actual, expected, atol=1e-5, rtol=1e-5)
    for a, b in zip(
        torch.autograd.grad((actual * weight).sum(), (x, gamma, beta)),
        torch.autograd.grad((expected * weight).sum(), (x, gamma, beta)),
    ):
        torch.testing.assert_close(a, b, atol=1e-4, rtol=1e-4)


def test_lattice_sees_a_grid() -> None:
    natural = F.avg_pool2d(torch.rand(1, 3, 256, 256), 2)
    grid = torch.zeros(1, 3, 128, 128)
    grid[:, :, ::4, ::4] = 0.1
    assert float(lattice(natural)) < 0.02
    assert float(lattice(natural + grid)) > 5 * float(lattice(natural))
