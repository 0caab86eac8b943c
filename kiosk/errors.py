"""Errors divided by blame: the environment's and the input's are told calmly, our own crash loudly."""

from __future__ import annotations


class KnownError(Exception):
    """Something outside the program is not as it must be; the message is one sentence for a person."""

    exit_code = 1


class BadInputError(KnownError):
    """A file or an option is wrong; the message names file, line or key, and what was expected."""

    exit_code = 2


class StorageError(KnownError):
    """The data folder or its disk does not take or give what was asked."""
