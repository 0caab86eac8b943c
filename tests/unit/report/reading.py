"""What programs read out of a PDF."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from io import BytesIO

from pypdf import PdfReader

EMBEDDING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def pages_by_pypdf(pdf: bytes) -> list[str]:
    """Each page's text in the order in which it is drawn."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def text_by_poppler(pdf: bytes) -> str:
    """The text as pdftotext finds it by place; the direction marks that it adds are taken out."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return EMBEDDING.sub("", done.stdout.decode())


def squeezed(text: str) -> str:
    """Without blanks and line ends, in NFKC: what can be compared with what was written."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def fonts(pdf: bytes) -> list[tuple[str, bool]]:
    """Every font of every page, and whether it is embedded as a subset."""
    found = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            name = str(font["/BaseFont"])
            embedded = "/FontDescriptor" in font and "/FontFile2" in font["/FontDescriptor"]
            found[name] = embedded and re.match(r"/[A-Z]{6}\+", name) is not None
    return sorted(found.items())
