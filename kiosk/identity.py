"""Visit ids: time-ordered for live visits, derived from the content for imported ones."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

import uuid_utils

from kiosk.model import VisitId

IMPORTED = uuid5(NAMESPACE_URL, "moment:imported-visit")


def new_visit() -> VisitId:
    """A UUIDv7 (RFC 9562): ids sort by the time they were made."""
    return VisitId(str(uuid_utils.uuid7()))


def is_made_here(visit: str) -> bool:
    """Whether an id is written as Moment writes its own; exports that were made by hand may bring others."""
    try:
        return str(UUID(visit)) == visit
    except ValueError:
        return False


def imported_visit(source: str, row: str, occurrence: int) -> VisitId:
    """The same id whenever the same row of the same source is imported again.

    occurrence tells rows apart that are equal in every column: 0 for the first in the file, then 1, ….
    """
    return VisitId(str(uuid5(IMPORTED, f"{source}\x1f{occurrence}\x1f{row}")))
