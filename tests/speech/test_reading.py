"""What is handed to espeak-ng, and what its voices make of it, as their own phonemes tell."""

from __future__ import annotations

import re
import subprocess

import pytest

from kiosk.model import Language
from kiosk.words import available, load_words
from tests.speech.conftest import need_packages
from ui.speech.reading import UNREADABLE, reading

CODES = {"zh_CN": "cmn-latn-pinyin", "zh_TW": "cmn-latn-pinyin", "en": "en-us", "fr": "fr-fr"}
SPELT = "l'et@"
"""What espeak-ng's English voice says for "letter", as in "Chinese letter"."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize(("text", "read"), [
    ("您对今天的购物满意吗？", "nin2 dui4 jin1 tian1 de5 gou4 wu4 man3 yi4 ma5 ?"),
    ("绿色，略过。", "lv4 se4 , lve4 guo4 ."),
    ("重新开始、重试", "chong2 xin1 kai1 shi3 , chong2 shi4"),
    ("5秒后", "5 miao3 hou4"),
])  # fmt: skip
def test_simplified_chinese_is_read_in_pinyin(text: str, read: str) -> None:
    assert reading(text, Language("zh_CN")) == read


@pytest.mark.parametrize(("text", "read"), [
    ("店裡的音樂", "dian4 li3 de5 yin1 yue4"),
    ("等太長時間", "deng3 tai4 chang2 shi2 jian1"),
    ("正在重試", "zheng4 zai4 chong2 shi4"),
    ("看不出差別", "kan4 bu4 chu1 cha1 bie2"),
])  # fmt: skip
def test_traditional_chinese_is_read_by_its_phrases_too(text: str, read: str) -> None:
    assert reading(text, Language("zh_TW")) == read


@pytest.mark.parametrize(("text", "read"), [
    ("今日のお買い物はいかがでしたか", "きょう のお かいもの わいかがでしたか"),
    ("次へ", "つぎ え"),
    ("まだ違いは見られません。", "まだ ちがい わ みら れません 。"),
    ("はじめてですか", "はじめてですか"),
    ("人にすすめたい", "ひとにすすめたい"),
    ("選択済み", "せんたく ずみ"),
    ("星5つ中3つ", "ほし 5 つちゅう 3 つ"),
    ("見やすく・使いやすく", "みや すく つかい やすく"),
    ("スキップ", "すきっぷ"),
])  # fmt: skip
def test_japanese_is_read_in_kana_and_its_particles_as_they_are_said(text: str, read: str) -> None:
    assert reading(text, Language("ja")) == read


@pytest.mark.parametrize("language", sorted(set(available()) - UNREADABLE))
def test_every_word_of_the_screens_is_read_and_not_spelt(language: Language) -> None:
    need_packages()
    texts = [re.sub(r"\{\w+\}", "7", text) for text in load_words(language).shopper.values()]
    read = [reading(text, language) for text in texts]

    phonemes = phonemes_of(read, CODES.get(language, language))

    assert not [text for text in read if CHINESE.search(text)]
    assert len(phonemes) >= len(read)
    assert not [said for said in phonemes if SPELT in said]


@pytest.mark.parametrize(("code", "word", "said"), [
    ("th", "ขอบคุณ", "kh,a5?a3b'a2khu2n"),  # two syllables, khop khun, read as four
    ("ar", "زلت", "zlt"),  # zilta: the short vowels are not written, and not said
])  # fmt: skip
def test_the_voices_that_we_do_not_use_still_cannot_read(code: str, word: str, said: str) -> None:
    need_packages()
    assert code in UNREADABLE
    assert phonemes_of([word], code) == [said]


def phonemes_of(texts: list[str], code: str) -> list[str]:
    """What espeak-ng says, a line for each sentence that it says anything of."""
    command = ["espeak-ng", "-v", code, "-x", "-q", "--", "\n\n".join(texts)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in told.splitlines() if line.strip()]
