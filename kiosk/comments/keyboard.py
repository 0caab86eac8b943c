"""Keys hit at random, as far as letters show it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

ROWS: Final = (
    "1234567890", "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ", "가나다라마바사아자차카타파하",
    "あいうえおかきくけこさしすせそたちつてと",
    "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ฟหกดเาสวง",
)  # fmt: skip

_BOTH_WAYS: Final = (*ROWS, *(row[::-1] for row in ROWS))
FOURS: Final = frozenset(row[at : at + 4] for row in _BOTH_WAYS for at in range(len(row) - 3)) - {"wert", "trew"}
"""Neighbouring keys one after the other, less what is a word, or part of one."""
FIVES: Final = frozenset(row[at : at + 5] for row in _BOTH_WAYS for at in range(len(row) - 4))

# Two consonants that follow each other in fewer than 1 in 2,000 pairs of every word list looked at (Debian's american-
# english, ngerman, french, spanish and italian), less those of common words (self, milk, help, twelve) and those that
# Vietnamese and romanised Chinese, Japanese and Korean need.
_SELDOM: Final = {
    "b": "cdfhjkmnpqvxz", "c": "bdfgjmnpqvwxz", "d": "bcfhjkmnpqtvxz", "f": "bcdhjkmnpqvwxz", "g": "bcdfjkmpqvxz",
    "h": "bcdfghjkpqvxz", "j": "bcdfghjklmnpqrstvwxz", "k": "bcdfgjmpqvxz", "l": "hjqrwxz", "m": "cdghjklnqrvwxz",
    "n": "jmpqx", "p": "bcdgjkmnqvwxz", "q": "bcdfghjklmnpqrstvwxz", "r": "jqx", "s": "djx", "t": "dfjkmnpqvx",
    "v": "bcdfghjklmnpqstwxz", "w": "bcfgjklmpqrtvwxz", "x": "bdfghjklmnqrstvwxz", "z": "bcdfgjklmnpqrsvx",
}  # fmt: skip
SELDOM: Final = frozenset(first + second for first, seconds in _SELDOM.items() for second in seconds)

ENOUGH: Final = 200
"""Characters that are looked at."""

_WORDS: Final = re.compile("[a-z]+")
_VOWELS: Final = frozenset("aeiouy")
_MIDDLE_ROW: Final = frozenset("asdfghjkl")
_LAUGHING_JAMO: Final = frozenset("ㅋㅎㅠㅜㅡ")
_SOUNDS: Final = frozenset("아어오우으이야啊阿呀哦噢呃额額嗯哎唉あいうえお")


def is_mash(folded: str, letters: str) -> bool:
    """Whether keys were hit at random: folded as by letters.fold, letters what of it is a letter or a digit."""
    folded, letters = folded[:ENOUGH], letters[:ENOUGH]
    if len(set(letters)) == 1:
        return _one_key(letters[0], len(letters))
    if _along_a_row(letters):
        return True
    if max(letters) < "\u0250":
        return _no_words(_WORDS.findall(folded))
    return _stray_jamo(letters) or _bare_bopomofo("".join(folded.split()))


def _one_key(letter: str, times: int) -> bool:
    """Whether it says nothing: 啊啊啊 does not, 好好好 does, and mmm may be praise."""
    if letter.isdigit():
        return times > 3
    if "ぁ" <= letter <= "ヿ" or "㐀" <= letter <= "鿿" or "가" <= letter <= "힣":
        return times > 2 and letter in _SOUNDS
    return times > 2 and letter != "m"


def _along_a_row(letters: str) -> bool:
    """Five neighbouring keys or more, at least two thirds of all; or nothing but three or four."""
    if letters in FOURS or letters in ("123", "abc", "asd", "qwe", "zxc", "ㅁㄴㅇ", "ㅂㅈㄷ"):
        return True
    starts = sum(letters[at : at + 5] in FIVES for at in range(len(letters) - 4))
    return starts > 0 and 3 * (starts + 4) >= 2 * len(letters)


def _no_words(words: list[str]) -> bool:
    """Pairs of letters that no language writes, the more the fewer vowels; one, on the fingers' own row; no vowel."""
    if all(len(word) > 2 and len(set(word)) == 1 for word in words):
        return bool(words)
    pairs = [first + second for word in words for first, second in pairwise(word)]
    seldom = sum(pair in SELDOM for pair in pairs)
    keys = "".join(words)
    vowels = sum(key in _VOWELS for key in keys)
    if seldom > 1 and (5 * seldom >= 2 * len(pairs) or 5 * vowels <= len(keys)) and len(keys) > 3:
        return True
    if seldom and len(keys) > 6 and _MIDDLE_ROW.issuperset(keys):
        return True
    return not vowels and any(len(word) > 4 for word in words)


def _stray_jamo(letters: str) -> bool:
    """Letters of Hangul that never became syllables; up to three are an abbreviation (ㅇㅈ, ㄹㅇㅋ)."""
    stray = sum("ㄱ" <= letter <= "ㆎ" and letter not in _LAUGHING_JAMO for letter in letters)
    return stray > 3 and 2 * stray >= len(letters)


def _bare_bopomofo(text: str) -> bool:
    """Without the signs of tones, which a word in the making has."""
    return len(text) > 2 and all("ㄅ" <= letter <= "ㄯ" for letter in text)
