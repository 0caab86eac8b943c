"""Whether the database is encrypted, and whether its key is kept as a key must be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding, fail, ok, warn
from kiosk.files import is_there, refusals
from kiosk.keys import Key, KeyFile, key_path, read_key, refuse_beside
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import Sort, sort_of
from kiosk.store.encryption.moving import plain_files

MANUAL = "see “Encryption” in docs/manual-it.md"


def _without_key(data: Path) -> Finding:
    path = data / FILE_NAME
    with refusals(data, "cannot be looked into"):
        if sort_of(path) is not Sort.ENCRYPTED:
            return ok("encryption", "off, whoever has the disk can read the answers")
    told = f"no key is set, but {path.name} is encrypted, or damaged from its first page on"
    return fail("encryption", told, f"name its key in the site file: [encryption]; {MANUAL}")


def encryption(data: Path, key: Key | None) -> Iterator[Finding]:
    """On or off; the key readable, fit, and elsewhere; no database left plain. Raises KnownError where it is not so."""
    if key is None:
        yield _without_key(data)
        return
    refuse_beside(key, data)
    read_key(key)
    if not is_there(data):
        yield ok("encryption", f"on, with {key}")
        return
    with refusals(data, "cannot be looked into"):
        same_disk = isinstance(key, KeyFile) and key_path(key).stat().st_dev == data.stat().st_dev
        plain = plain_files(data)
    if plain:
        names = ", ".join(path.name for path in plain)
        yield warn("encryption", f"still plain: {names}", "stop the kiosk and run `kiosk encrypt`")
    elif same_disk:
        told = f"on, but {key} is on the disk that holds the data: whoever takes it has both"
        yield warn("encryption", told, f"keep the key in a systemd credential sealed by the TPM; {MANUAL}")
    else:
        yield ok("encryption", f"on, with {key}")
