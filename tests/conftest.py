from __future__ import annotations

from hypothesis import settings

# The same examples on every run, and none lost to a busy machine.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
