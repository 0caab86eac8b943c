from __future__ import annotations

import pytest

from kiosk.store import Recorder, open_store
from tests.unit.builders import SURVEY
from tests.unit.store.shop import ORIGIN


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def recorder(store):
    return Recorder(store, ORIGIN, SURVEY)
