"""The shop's colour, made legible, and its logo, judged before it is shown."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

LOGO_BYTES = 1_000_000
LOGO_PIXELS = 4096
"""Largest width and height: decoded, that is 64 MB."""
LOGO_KINDS = "PNG, SVG or JPEG"
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
JPEG_SIGN = b"\xff\xd8\xff"
SVG_ROOT = "{http://www.w3.org/2000/svg}svg"


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", from 0 (black) to 1 (white): WCAG 2.2, "relative luminance"."""
    red, green, blue = (part / 255 for part in _parts(colour))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, on: str, ratio: float = 10.0) -> str:
    """A colour mixed with as little black or white as it takes to reach a contrast on a ground; its hue stays.

    It serves both ways: letters in this colour on that ground, or letters of the ground's colour on this one. On a
    ground of middling lightness where neither black nor white reaches the ratio, the better of the two.
    """
    for step in range(256):
        for end in ("#000000", "#ffffff"):
            mixed = _mixed(colour, end, step / 255)
            if contrast(mixed, on) >= ratio:
                return mixed
    return max("#000000", "#ffffff", key=lambda end: contrast(end, on))


def _mixed(colour: str, end: str, share: float) -> str:
    parts = zip(_parts(colour), _parts(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def logo_fault(path: Path) -> str:
    """Why a logo cannot be shown, in a sentence that names its file; empty where it can."""
    try:
        with path.open("rb") as file:
            content = file.read(LOGO_BYTES + 1)
    except FileNotFoundError:
        return f"{path}: no such file"
    except OSError as error:
        return f"{path}: cannot be read ({error.strerror})"
    if len(content) > LOGO_BYTES:
        return f"{path}: is larger than 1 MB, expected a logo of less"
    fault = _fault_in(content)
    return fault and f"{path}: {fault}"


def _fault_in(content: bytes) -> str:
    if content.startswith(PNG_SIGN):
        return _too_large(_png_size(content))
    if content.startswith(JPEG_SIGN):
        return _too_large(_jpeg_size(content))
    return _svg_fault(content)


def _too_large(size: tuple[int, int] | None) -> str:
    if size is None or 0 in size:
        return f"is damaged, expected a picture in {LOGO_KINDS}"
    if max(size) > LOGO_PIXELS:
        return f"is {size[0]} × {size[1]} pixels, expected {LOGO_PIXELS} at most each way"
    return ""


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the header chunk, where the file also ends as a PNG does."""
    if content[12:16] != b"IHDR" or len(content) < 24 or b"IEND" not in content[-12:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header (ITU T.81, B.2.2), found by walking from segment to segment."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + length
    return None


def _svg_fault(content: bytes) -> str:
    """A drawing may hold nothing that is fetched, that runs, or that unfolds."""
    stranger = f"is no picture in {LOGO_KINDS}"
    if b"<!ENTITY" in content:
        return "declares entities, expected a plain SVG"
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities, which could unfold, are refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return stranger
    if root.tag != SVG_ROOT:
        return stranger
    for element in root.iter():
        if element.tag.endswith("}script"):
            return "holds a script, expected a plain SVG"
        links = [value for key, value in element.attrib.items() if key.endswith("href")]
        styles = [*element.attrib.values(), element.text or ""]
        links += [link for text in styles for link in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]*)", text)]
        if foreign := next((link for link in links if not link.startswith(("#", "data:image/"))), None):
            return f"asks for {foreign!r}, expected an SVG that holds all it shows"
    return ""
