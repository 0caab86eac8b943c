"""Text as a voice of espeak-ng reads it: Mandarin in pinyin, Japanese in kana, everything else as it is."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any

from kiosk.model import Language

UNREADABLE = frozenset({"ar", "th"})
"""Languages that espeak-ng has a voice for which cannot read them as they are written (docs/adr/0008-speech.md)."""

CHINESE_STOPS = str.maketrans({"，": ", ", "、": ", ", "。": ". ", "？": "? ", "！": "! ", "：": ": ", "；": "; "})

POLYPHONES = {
    "重试": [["chóng"], ["shì"]],
    "重来": [["chóng"], ["lái"]],
    "重填": [["chóng"], ["tián"]],
    "重选": [["chóng"], ["xuǎn"]],
    "差别": [["chā"], ["bié"]],
    "出差别": [["chū"], ["chā"], ["bié"]],
    "不出差别": [["bù"], ["chū"], ["chā"], ["bié"]],
    "长时间": [["cháng"], ["shí"], ["jiān"]],
    "时间长": [["shí"], ["jiān"], ["cháng"]],
    "著急": [["zháo"], ["jí"]],
}
"""Words of a shop with a sign of several readings that pypinyin's phrases lack, in simplified signs."""

SAID_SO = tuple(
    (re.compile(pattern), kana)
    for pattern, kana in (
        # The particles は and へ: after kanji or katakana, and は before a new word or a comma too.
        (r"(?<=[\u30a1-\u30ff\u4e00-\u9fff])は(?!じめ|ず)", "わ"),
        (r"(?<=\w)は(?=[\u30a1-\u30ff\u4e00-\u9fff、])", "わ"),
        (r"(?<=[\u30a1-\u30ff\u4e00-\u9fff])へ", "え"),
        # "Out of", between two numbers.
        (r"中(?=\s*\d)", "ちゅう"),
        # Words that pykakasi reads by their signs.
        (r"(?<![\d\u4e00-\u9fff])人(?![\u4e00-\u9fff])", "ひと"),
        (r"(?<=[\u4e00-\u9fff])済み", "ずみ"),
        (r"その後", "そのご"),
        (r"品ぞろえ", "しなぞろえ"),
    )
)
"""What is said otherwise than pykakasi's dictionary has it."""

SILENT = re.compile(r"[^\w\s、。，．？！?!.,:%'\u30fc-]")
"""Signs that espeak-ng would name ("Japanese letter") instead of pausing."""


def reading(text: str, language: Language) -> str:
    """The text as the language's voice takes it in; pinyin has tone numbers, ü is v and the neutral tone is 5."""
    match language:
        case "zh_CN" | "zh_TW":
            return _pinyin(text)
        case "ja":
            return _kana(text)
        case _:
            return text


def _pinyin(text: str) -> str:
    style, lazy_pinyin, simplified = _mandarin()
    words = lazy_pinyin(simplified(text), style=style, neutral_tone_with_five=True, v_to_u=False)
    return " ".join(" ".join(words).translate(CHINESE_STOPS).split())


def _kana(text: str) -> str:
    for pattern, kana in SAID_SO:
        text = pattern.sub(kana, text)
    words = (word["hira"] for word in _japanese().convert(text))
    return " ".join(SILENT.sub(" ", " ".join(words)).split())


@cache
def _mandarin() -> tuple[Any, Any, Any]:
    from pypinyin import Style, lazy_pinyin, load_phrases_dict  # noqa: PLC0415  # 44 MB, for Mandarin only
    from zhconv import convert  # type: ignore[import-untyped]  # noqa: PLC0415

    load_phrases_dict(POLYPHONES)
    with warnings.catch_warnings():
        # zhconv 1.4.3 leaves its table's file to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        convert("", "zh-hans")
    # pypinyin knows its phrases in simplified signs only, and the reading of many a sign hangs on the phrase.
    return Style.TONE3, lazy_pinyin, lambda text: convert(text, "zh-hans")


@cache
def _japanese() -> Any:
    from pykakasi import kakasi  # noqa: PLC0415  # 134 MB, for Japanese only

    return kakasi()  # type: ignore[no-untyped-call]
