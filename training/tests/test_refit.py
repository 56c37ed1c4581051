"""A refitted head gives the codes it is shown."""

import torch

from impasto.networks.live import STAT_DIM, StyleHead
from impasto.networks.transformer import Transformer
from impasto.refit import fit_head, mapped_head


def test_head_learns_the_codes() -> None:
    torch.manual_seed(2)
    teacher, mixing = StyleHead(), torch.randn(STAT_DIM, STAT_DIM) / STAT_DIM**0.5
    statistics = torch.randn(900, STAT_DIM)
    with torch.no_grad():
        codes = teacher(statistics)
    new = statistics @ mixing

    def error(head: StyleHead) -> float:
        with torch.no_grad():
            return float((head(new) - codes).square().mean() / (codes - codes.mean(0)).square().mean())

    head = mapped_head(teacher, statistics, new)
    mapped = error(head)
    assert mapped < 0.3
    fit_head(head, new, codes, Transformer(), steps=60)
    assert error(head) < mapped
