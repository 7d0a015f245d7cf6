"""For every test of this service."""

import pytest

from .make import Make


@pytest.fixture
def make() -> Make:
    return Make()
