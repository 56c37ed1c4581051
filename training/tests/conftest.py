"""Shared fixtures; everything here runs without the shared folder."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from impasto.running.setup import configure  # noqa: E402


@pytest.fixture(autouse=True)
def quick_and_repeatable() -> None:
    configure(0)
