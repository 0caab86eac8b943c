"""Words that claim a side, by language, and what is no claim although it holds such a word."""

from __future__ import annotations

import re

UP = {
    "en": ("up", "above", "better", "more", "higher", "raises"),
    "ko": ("올랐", "높", "나아졌", "좋아졌", "늘"),
    "zh_TW": ("上升", "高", "改善", "更好", "增加"),
    "zh_CN": ("上升", "高", "改善", "更好", "增加"),
}
DOWN = {
    "en": ("down", "below", "worse", "less", "fewer", "lower"),
    "ko": ("내렸", "낮", "나빠졌", "줄"),
    "zh_TW": ("下降", "低", "變差", "更差", "減少"),
    "zh_CN": ("下降", "低", "变差", "更差", "减少"),
}
CHANCE = {
    "en": ("more than chance explains",),
    "ko": ("우연으로 볼 수 없는 차이입니다", "우연으로 볼 수 없습니다"),
    "zh_TW": ("而且不只是偶然",),
    "zh_CN": ("而且不只是偶然",),
}
NO_CLAIM = (
    "more than chance explains", "could not have seen less than", "less than", "more than 99", "最低可接受",
)  # fmt: skip
ZERO = re.compile(r"(?<![\d.,])0(?:\.0+)? ?(?:points?\b|%p|점|個百分點|个百分点|分(?!之))")


def side(sentence: str, language: str) -> int:
    """1 where it claims up, better or above, -1 where down, worse or below, else 0; never both."""
    for phrase in NO_CLAIM:
        sentence = sentence.lower().replace(phrase, "")

    def said(words: tuple[str, ...]) -> bool:
        if language == "en":
            return any(re.search(rf"\b{word}\b", sentence) for word in words)
        return any(word in sentence for word in words)

    up, down = said(UP[language]), said(DOWN[language])
    assert not (up and down), sentence
    return up - down


def beyond_chance(sentence: str, language: str) -> bool:
    """Whether it says that chance does not explain it."""
    return any(phrase in sentence for phrase in CHANCE[language])
