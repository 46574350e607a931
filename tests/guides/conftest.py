"""What tests of pages and pictures need."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture
def renditions() -> Iterator[None]:
    """For tests that scale pictures: Wagtail leaves the temporary files of renditions to the garbage collector."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
        yield
        gc.collect()
