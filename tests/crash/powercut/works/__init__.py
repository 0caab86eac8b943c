"""The pieces of work whose power cuts are tried. To add one: a Work in a file here, and a name below."""

from __future__ import annotations

from tests.crash.powercut.works.backup import BACKUP
from tests.crash.powercut.works.contacts import FORGETTING
from tests.crash.powercut.works.decrypt import DECRYPT
from tests.crash.powercut.works.encrypt import ENCRYPT
from tests.crash.powercut.works.erase import ERASE
from tests.crash.powercut.works.importing import IMPORTING
from tests.crash.powercut.works.kiosk import KIOSK
from tests.crash.powercut.works.merge import MERGE
from tests.crash.powercut.works.migration import MIGRATION
from tests.crash.powercut.works.restart import RESTART
from tests.crash.powercut.works.restore import RESTORE
from tests.crash.powercut.works.suspects import CLEARING
from tests.crash.powercut.works.taps import FEW_TAPS, SECRET_TAPS, TAPS
from tests.crash.powercut.works.work import Broken, Work

__all__ = ["WORKS", "Broken", "Work"]

WORKS = {
    "kiosk": KIOSK,
    "taps": TAPS,
    "few taps": FEW_TAPS,
    "encrypted taps": SECRET_TAPS,
    "import": IMPORTING,
    "clearing flags": CLEARING,
    "forgetting contacts": FORGETTING,
    "migration": MIGRATION,
    "backup": BACKUP,
    "restore": RESTORE,
    "restart": RESTART,
    "encrypt": ENCRYPT,
    "erase": ERASE,
    "merge": MERGE,
    "decrypt": DECRYPT,
}
