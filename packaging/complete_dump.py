"""Completes pyside6-metaobjectdump's JSON for a Python QML type, so that qmllint knows what the program knows.

WORKAROUND: the dump of PySide6 6.11.3 leaves `constant=True` out, and qmllint then warns about every reading; and it
takes a class for no object whose base class stands in another file.

    python packaging/complete_dump.py ui/session.py build/qmllint/Moment/session.json
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path


def constant_properties(source: str) -> set[tuple[str, str]]:
    """(class, property) of each `@Property(…, constant=True)`."""
    return {
        (kind.name, method.name)
        for kind in ast.walk(ast.parse(source)) if isinstance(kind, ast.ClassDef)
        for method in kind.body if isinstance(method, ast.FunctionDef)
        for decorator in method.decorator_list if isinstance(decorator, ast.Call)
        if any(word.arg == "constant" and getattr(word.value, "value", None) is True for word in decorator.keywords)
    }  # fmt: skip


def main(source: Path, dump: Path) -> None:
    constant = constant_properties(source.read_text(encoding="utf-8"))
    content = json.loads(dump.read_text(encoding="utf-8"))
    for unit in content:
        for kind in unit["classes"]:
            kind["object"] = True
            for entry in kind.get("properties", []):
                if (kind["className"], entry["name"]) in constant:
                    entry["constant"] = True
    dump.write_text(json.dumps(content, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
