"""The pictures that stand beside choices: by name, as SVG paths on a 24 x 24 grid."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kiosk.assets import ICONS
from kiosk.tomlfile import Table, load_table


class IconsTable(Table):
    """assets/icons.toml."""

    icon: dict[str, str]


@cache
def icons() -> Mapping[str, str]:
    """Every picture's path by its name. Raises BadInputError where the file is wrong."""
    return load_table(ICONS, IconsTable).icon
