"""The command line: `kiosk VERB`. Each verb is a file in kiosk/commands, read only when it is used."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from kiosk.errors import KnownError

VERBS = ("run", "demo", "check", "import", "export", "report", "measures", "merge", "ops", "suspects", "comments",
         "contacts", "encrypt", "decrypt", "backup", "verify", "restore", "erase", "doctor")  # fmt: skip
UNLISTED = ("voice",)
"""Verbs that only the kiosk itself uses."""


class Verbs(click.Group):
    """Finds a command's module by its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, in the order of a first day with Moment."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The click command of a verb."""
        if cmd_name not in (*VERBS, *UNLISTED):
            return None
        command = import_module(f"kiosk.commands.{cmd_name}_").command
        if not isinstance(command, click.Command):
            raise TypeError(f"kiosk.commands.{cmd_name}_ has no click command")
        return command


@click.group(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: kiosk demo --data /tmp/shop && kiosk report --data /tmp/shop --lang ko",
)  # fmt: skip
@click.version_option(package_name="moment-kiosk", prog_name="kiosk")
def kiosk() -> None:
    """Moment: the in-store feedback kiosk."""


def main() -> None:
    """Runs the command line. What goes wrong is told in a line: what is known as it is, a fault of ours as such.

    $KIOSK_DEBUG, set to anything, lets our own faults through with their traceback.
    """
    try:
        kiosk()
    except KnownError as error:
        click.echo(f"kiosk: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if os.environ.get("KIOSK_DEBUG"):
            raise
        if error.errno is None:  # a TimeoutError of our own, say: nothing that the system refused
            tell_fault(error)
        # What is left in the buffer would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        click.echo(f"kiosk: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
        sys.exit(1)
    except Exception as fault:
        if os.environ.get("KIOSK_DEBUG"):
            raise
        tell_fault(fault)


def tell_fault(fault: Exception) -> NoReturn:
    """Says in a line that we are to blame, and where, and ends the process.

    What the fault itself says stays out of it: it may quote what a shopper wrote, and the line may land in a log.
    """
    *_, frame = traceback.extract_tb(fault.__traceback__)
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    click.echo(
        f"kiosk: a fault of Moment's own, {type(fault).__name__} in {where}; please report it, with what "
        "KIOSK_DEBUG=1 shows", err=True
    )  # fmt: skip
    sys.exit(1)
