from __future__ import annotations

import pytest

from tests.unit.erase.shop import fill


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    fill(folder)
    return folder
