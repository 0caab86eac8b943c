from __future__ import annotations

import colorsys
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.brand import LOGO_BYTES, contrast, legible, logo_fault, luminance

GROUNDS = ["#f5f1e6", "#fffaf0", "#1d1b16", "#15130f", "#ffffff", "#000000"]
"""Paper, cards, dark grounds, both high contrasts."""
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(("one", "other", "ratio"), [
    ("#000000", "#ffffff", 21.0),
    ("#777777", "#ffffff", 4.48),
    ("#0000ff", "#ffffff", 8.59),
    ("#ff0000", "#000000", 5.25),
    ("#1f7a70", "#1F7A70", 1.0),
])  # fmt: skip
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(colours, st.sampled_from(GROUNDS), st.sampled_from([4.5, 7.0, 10.0]))
def test_any_colour_becomes_legible_on_every_ground(colour, ground, ratio):
    assert contrast(legible(colour, ground, ratio), ground) >= ratio


@given(colours, colours)
def test_where_no_colour_is_legible_the_best_one_is_taken(colour, ground):
    best = max(contrast("#000000", ground), contrast("#ffffff", ground))
    assert contrast(legible(colour, ground), ground) >= min(10.0, best)


@given(colours, st.sampled_from(GROUNDS))
def test_what_is_legible_stays_as_it_is(colour, ground):
    corrected = legible(colour, ground)
    assert legible(corrected, ground) == corrected
    assert (corrected == colour) is (contrast(colour, ground) >= 10)


@given(colours, st.sampled_from(GROUNDS))
def test_the_hue_stays(colour, ground):
    corrected = legible(colour, ground)
    (hue, _, _), (hue_now, _, _) = (colorsys.rgb_to_hsv(*parts(each)) for each in (colour, corrected))
    spread, spread_now = (max(parts(each)) - min(parts(each)) for each in (colour, corrected))
    if spread > 0 and spread_now >= 16:
        apart = abs(hue - hue_now)
        assert min(apart, 1 - apart) * 360 < 6
    if spread == 0:
        assert spread_now == 0


@given(colours, st.sampled_from(GROUNDS))
def test_no_more_is_mixed_in_than_it_takes(colour, ground):
    corrected = legible(colour, ground)
    if corrected != colour:
        towards = 1 if luminance(corrected) < luminance(colour) else -1
        a_step_back = "#" + "".join(f"{min(255, max(0, p + 3 * towards)):02x}" for p in parts(corrected))
        assert contrast(a_step_back, ground) < 10


def parts(colour):
    return tuple(bytes.fromhex(colour[1:]))


def png(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width, height):
    thumbnail = b"\xff\xe1\x00\x08Exif\0\0"
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + thumbnail + b"\xff" + frame + b"\xff\xd9"


def svg(body="", attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>' \
           f"{body}</svg>".encode()


@pytest.mark.parametrize("content", [
    png(300, 100), png(4096, 1), jpeg(640, 480), svg('<rect width="9" height="9"/>'),
    b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">' + svg(),
    svg('<linearGradient id="a"/><rect fill="url(#a)"/><use xlink:href="#a"/>'),
    svg('<image href="data:image/png;base64,AAAA"/>'),
], ids=lambda content: repr(content[:60]))  # fmt: skip
def test_a_logo_that_can_be_shown(tmp_path, content):
    (tmp_path / "logo").write_bytes(content)
    assert logo_fault(tmp_path / "logo") == ""


@pytest.mark.parametrize(("content", "told"), [
    (b"", "is no picture in PNG, SVG or JPEG"),
    (b"GIF89a", "is no picture"),
    (b"<html></html>", "is no picture"),
    (b"<svg/>", "is no picture"),
    (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "is no picture"),
    (png(5000, 10), "is 5000 × 10 pixels, expected 4096 at most each way"),
    (jpeg(10, 5000), "is 10 × 5000 pixels"),
    (png(0, 10), "is damaged"),
    (png(30, 10)[:-20], "is damaged"),
    (jpeg(30, 10)[:14], "is damaged"),
    (b"\x89PNG\r\n\x1a\n", "is damaged"),
    (png(3, 1) + b" " * LOGO_BYTES, "is larger than 1 MB"),
    (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg(), "declares entities"),
    (svg("<script>alert(1)</script>"), "holds a script"),
    (svg('<image xlink:href="https://shop.example/logo.png"/>'), "asks for 'https://shop.example/logo.png'"),
    (svg('<image href="other.png"/>'), "asks for 'other.png'"),
    (svg('<rect fill="url(//shop.example/a#b)"/>'), "asks for '//shop.example/a#b'"),
    (svg("<style>@import 'https://shop.example/a.css';</style>"), "asks for 'https://shop.example/a.css'"),
], ids=lambda value: repr(value[:60]))  # fmt: skip
def test_a_logo_that_cannot_is_told_of(tmp_path, content, told):
    (tmp_path / "logo").write_bytes(content)
    assert logo_fault(tmp_path / "logo").startswith(f"{tmp_path / 'logo'}: {told}")


def test_a_logo_that_is_not_there_or_no_file(tmp_path):
    assert logo_fault(tmp_path / "logo.png") == f"{tmp_path / 'logo.png'}: no such file"
    assert logo_fault(tmp_path) == f"{tmp_path}: cannot be read (Is a directory)"


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg "]))
def test_no_file_makes_it_stumble(tmp_path_factory, content, start):
    file = tmp_path_factory.getbasetemp() / "logo"
    file.write_bytes(start + content)
    assert isinstance(logo_fault(file), str)
