"""`kiosk doctor`: what is wrong with this kiosk, and how to mend it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, with_settings

if TYPE_CHECKING:
    from kiosk.doctor import Finding


@click.command("doctor", epilog="Example: kiosk doctor --json")
@with_settings
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def command(settings: Settings, *, as_json: bool) -> None:
    """Look this kiosk over, and say how to mend what is wrong.

    Exits with 1 where anything keeps the kiosk from its work.
    """
    from kiosk.doctor import Grade, examine

    findings = examine(settings.site, datetime.now().astimezone())
    sound = all(finding.grade is not Grade.FAIL for finding in findings)
    if as_json:
        entries = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"sound": sound, "findings": entries}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_told(finding) for finding in findings))
    sys.exit(0 if sound else 1)


def _told(finding: Finding) -> str:
    first, *more = finding.told.splitlines()
    lines = [f"{finding.grade:<4}  {finding.name:<9}  {first}", *(f"{'':17}{line}" for line in more)]
    return "\n".join([*lines, f"{'':15}→ {finding.mend}"] if finding.mend else lines)
