"""What belongs to no visit, made one with another database's: surveys, the record of imported files, hours' figures."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from kiosk.store.transfer import LATER_HOUR

SURVEYS = """
    INSERT INTO main.surveys (id, version, definition, at) SELECT id, version, definition, at FROM other.surveys
    WHERE true
    ON CONFLICT (id, version) DO UPDATE SET definition = excluded.definition, at = excluded.at
    WHERE (coalesce(unixepoch(excluded.at, 'subsec'), -1e18), excluded.definition, excluded.at)
        > (coalesce(unixepoch(surveys.at, 'subsec'), -1e18), surveys.definition, surveys.at)"""
"""The survey as it was kept last; one kept before instants were noted is the oldest."""
ADD_IMPORTS = "INSERT INTO main.imports SELECT * FROM other.imports WHERE true ON CONFLICT DO NOTHING"
BOTH_IMPORTS = """
    SELECT ours.source, ours.digest, iif(theirs_newer, theirs.at, ours.at), iif(theirs_newer, theirs.file, ours.file),
           max(ours.taken, theirs.taken), max(ours.refused, theirs.refused), ours.scales, theirs.scales
    FROM (SELECT ours.*, (unixepoch(theirs.at, 'subsec'), theirs.at, theirs.file)
                       > (unixepoch(ours.at, 'subsec'), ours.at, ours.file) AS theirs_newer
          FROM main.imports AS ours JOIN other.imports AS theirs USING (source, digest)) AS ours
    JOIN other.imports AS theirs USING (source, digest)
    WHERE (ours.at, ours.file, ours.taken, ours.refused, ours.scales)
       IS NOT (theirs.at, theirs.file, theirs.taken, theirs.refused, theirs.scales)"""
KEEP_IMPORT = """
    UPDATE main.imports SET at = ?3, file = ?4, taken = ?5, refused = ?6, scales = ?7
    WHERE source = ?1 AND digest = ?2"""
OPERATIONS = f"""
    INSERT INTO main.operations_by_hour SELECT * FROM other.operations_by_hour WHERE true
    ON CONFLICT {LATER_HOUR}"""


def merge_whole(database: Database) -> None:
    """Takes the other's surveys, imports and hours' figures in, inside the caller's transaction."""
    database.conn.execute(SURVEYS)
    database.conn.execute(OPERATIONS)
    both = database.conn.execute(BOTH_IMPORTS).fetchall()
    database.conn.execute(ADD_IMPORTS)
    for *known, ours, theirs in both:
        database.conn.execute(KEEP_IMPORT, (*known, _united(ours, theirs)))


def _united(ours: str, theirs: str) -> str:
    """The rules of all scales; of two for one scale the greater, so that every merge agrees which."""
    if ours == theirs:
        return ours
    rules: dict[str, Any] = json.loads(ours)
    for scale, rule in json.loads(theirs).items():
        rules[scale] = max(rules.get(scale, rule), rule)
    return json.dumps(rules, ensure_ascii=False, sort_keys=True)
