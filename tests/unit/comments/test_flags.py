from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.comments import flag_of
from kiosk.comments.flags import GREETINGS

GREETING = """
hi|hello|Hello!!|hi hi hi|hiiiiii|thanks!|Thank you so much|test|TEST 123|ok|okkkk|hello test|haha|lol|:)|👍
😊😊😊|♥♥|^^|안녕하세요|안녕하세요~~|감사합니다 ^^|감사합니다ㅎㅎ|ㅋㅋㅋㅋ|ㅎㅎ|ㅠㅠ|ㅇㅋ|ㄱㅅ|你好|您好！
谢谢大家|謝謝|哈哈哈|哈囉|测试|こんにちは|ありがとうございます|hola|¡Muchas gracias!|jajaja|Bonjour
merci beaucoup|Hallo|Grüß Gott|vielen Dank|xin chào|Cảm ơn|สวัสดีค่ะ|ขอบคุณครับ|555555|مرحبا|شكرا|السلام عليكم
ههههه
"""
MASH = """
asdfgh|sdkfjh|asdf|qwer|qwerty|asdasd|asdf asdf|asd fgh jkl|lkajsdf|ajskdl|fghjkl|dfgdfgdfg|aaaaaa|jjjj|zzzz
aaaa bbbb|abcdef|ㅁㄴㅇㄹ|ㅂㅈㄷㄱ|ㅁㄴㅇㄻㄴㅇㄹ|ㅓㅏㅣㅗㅎㄹ|아아아아|ㄉㄉㄉ|ㄅㄆㄇㄈ|啊啊啊啊|ああああ|شسيب
ฟหกด|1234|12345|1111|。。。|...|???
"""
SAID = """
ok 친절해요|good|Too slow|빨라요|很好|谢谢大家 服务好|好好好|굿굿굿|10/10|100|5|A+|mmm|so so|meh|wow|no|bad|bien
nul|tốt|super|top|Wert|schlecht|Schlecht!|Angstschweiß|nhanh|Rất tốt|KFC|WC|TV|WLAN kaputt|hymn|rugby|rhythm
Strengths|dirty|sketchy|known|unknown|snatched|alfalfa|Schwachsinn|zhen hao|ㅂㄹ|ㅇㅈ합니다|좋아요ㅋㅋㅋ
안녕하세요 직원이 친절해요|없음|쌈|별로|최고|hello, too slow|Danke für nichts|OK but cold
test the food before selling it|很干净，谢谢|讚|赞|推|凉了|慢|ㄏㄠˇㄔ|いいね|うまい|ดี|ดีมาก|جيد
右侧依次是3、4、5、6、7、8号
"""


def each(table: str) -> list[str]:
    return [text for line in table.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", each(GREETING))
def test_greetings_are_told(text: str) -> None:
    assert flag_of(text) == "greeting"


@pytest.mark.parametrize("text", each(MASH))
def test_keyboard_mash_is_told(text: str) -> None:
    assert flag_of(text) == "mash"


@pytest.mark.parametrize("text", each(SAID))
def test_short_comments_that_say_something_are_left_alone(text: str) -> None:
    assert flag_of(text) is None


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_nothing(text: str) -> None:
    assert flag_of(text) is None


@pytest.mark.parametrize("file", sorted(GREETINGS.glob("*.txt")), ids=lambda file: file.stem)
def test_every_listed_greeting_is_one(file) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines
    assert [line for line in lines if flag_of(line) != "greeting"] == []


def test_every_language_of_the_screens_has_greetings() -> None:
    assert {file.stem for file in GREETINGS.glob("*.txt")} >= {
        "en", "ko", "zh_TW", "zh_CN", "ja", "es", "fr", "de", "vi", "th", "ar",
    }  # fmt: skip


@given(st.one_of(st.text(st.characters()), st.text("asdf ㅋㅁ你aㄉ.1\u00ad👍", max_size=70)))
def test_any_text_has_a_flag_or_none(text: str) -> None:
    assert flag_of(text) in (None, "greeting", "mash")


@given(st.text("adfghjkls", min_size=1, max_size=8), st.sampled_from(["직원이 친절해요", "服务很好", "サービスがよい"]))
def test_a_sentence_of_another_script_is_never_mash(keys: str, said: str) -> None:
    assert flag_of(f"{said} {keys[:4]}") is None
