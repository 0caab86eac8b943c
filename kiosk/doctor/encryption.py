"""Whether the database is encrypted, and whether its key is kept as a key must be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding, ok, warn
from kiosk.files import is_there, refusals
from kiosk.keys import Key, KeyFile, key_path, read_key, refuse_beside
from kiosk.store.encryption.moving import plain_files

MANUAL = "see “Encryption” in docs/manual-it.md"


def encryption(data: Path, key: Key | None) -> Iterator[Finding]:
    """On or off; the key readable, fit, and elsewhere; no database left plain. Raises KnownError where it is not so."""
    if key is None:
        yield ok("encryption", "off, whoever has the disk can read the answers")
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
