from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.exchange import Importer
from kiosk.model import Site
from kiosk.site import load_site

NOW = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return load_site(None, tmp_path / "data")


@pytest.fixture
def importer(site: Site) -> Importer:
    return Importer(site, NOW)


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = Path(os.environ.get("MOMENT_REAL_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}: set MOMENT_REAL_DATA to the folder of its CSV files")
    return folder


@pytest.fixture(scope="session")
def mappings() -> Path:
    return REPOSITORY / "tests" / "data"
