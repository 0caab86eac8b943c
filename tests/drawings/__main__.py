"""Write every picture into docs/measures."""

from __future__ import annotations

import sys

from tests.drawings.every import FOLDER, files, scenes

for path, text in files(FOLDER).items():
    path.write_text(text, encoding="utf-8")
for scene in scenes():
    sys.stdout.write("\n".join([f"{scene.name}:", *(f"  {said}" for said in scene.said), ""]))
