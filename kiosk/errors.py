"""Errors divided by blame: the environment's and the input's are told calmly, our own crash loudly."""

from __future__ import annotations


class KnownError(Exception):
    """Something outside the program is not as it must be; the message is one sentence for a person.

    mend says what to do about it, where that fits this fault and no other.
    """

    exit_code = 1
    lasting = True
    """Whether trying again is in vain until a person has done something about it."""

    def __init__(self, told: str, mend: str = "") -> None:
        super().__init__(told)
        self.mend = mend


class BadInputError(KnownError):
    """A file or an option is wrong; the message names file, line or key, and what was expected."""

    exit_code = 2


class StorageError(KnownError):
    """The data folder or its disk does not take or give what was asked."""

    lasting = False


class DamagedError(StorageError):
    """The database is lost, empty, or cannot be read as one. A new one must never be begun over it."""

    lasting = True
