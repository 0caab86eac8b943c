"""Where the files that come with the program are."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
FONTS = ASSETS / "fonts"
ICONS = ASSETS / "icons.toml"
ITEMS = ASSETS / "items.toml"
LANGUAGES = ASSETS / "languages"
SURVEYS = ASSETS / "surveys"
TAGS = ASSETS / "tags"
TOUCHPOINTS = ASSETS / "touchpoints.toml"
