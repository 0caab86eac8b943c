from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.comments import mask
from kiosk.comments.wordlist import PROFANITY

RUDE = [
    ("what the fuck is this", "what the f*** is this"),
    ("FUCKING slow", "F****** slow"),
    ("fuuuck", "f*****"),
    ("f*ck", "f***"),
    ("sh1t", "s***"),
    ("$hit!", "$***!"),
    ("you motherfuckers", "you m************"),
    ("f u c k", "f * * *"),
    ("F.U.C.K you", "F****** you"),
    ("a$$hole", "a******"),
    ("fück", "f***"),
    ("fu\u200bck", "f****"),
    ("ｆｕｃｋ", "ｆ＊＊＊"),
    ("fuck이네", "f***이네"),
    ("씨발 진짜", "씨＊ 진짜"),
    ("아 시발", "아 ＊＊"),
    ("ㅋㅋ시발놈들", "ㅋㅋ시＊＊들"),
    ("시1발", "시*＊"),
    ("시 발", "시 ＊"),
    ("시.발놈아", "시*＊＊＊"),
    ("ㅅㅂ", "ㅅ＊"),
    ("ㅄ", "＊"),
    ("개새끼", "개＊＊"),
    ("개 새끼", "개 ＊＊"),
    ("병신같은 기계", "병＊＊은 기계"),
    ("존나 느려요", "존＊ 느려요"),
    ("이 새끼야", "이 ＊＊야"),
    ("tlqkf", "t****"),
    ("他妈的，太慢", "他＊＊，太慢"),
    ("我操", "我＊"),
    ("操你妈", "操＊＊"),
    ("操 你 妈", "操 ＊ ＊"),
    ("傻*逼", "傻*＊"),
    ("傻B服务", "傻*服务"),
    ("妈的，又没货", "妈＊，又没货"),
    ("幹！", "＊！"),
    ("幹你娘", "幹＊＊"),
    ("他媽的收銀員", "他＊＊收銀員"),
    ("雞掰", "雞＊"),
    ("ㄊㄇㄉ", "ㄊ＊＊"),
    ("真他妈贵", "真＊＊贵"),
]

INNOCENT = """
Scunthorpe · assess the class · shiitake · a cocktail with Dick · peacock · Essex and Sussex · bass · grape
seat A55 · gate T1T5 · pussy willow · shih tzu · Penistone · spic and span · lounge cum restaurant
Virgin lounge · the ass. manager · salad tosser · en retard · zu dick · la douche · arigatou gozaimashita
faggots and peas · 3 5417 · niggardly portions · der bellende Hund · 시발점 · 시발역 · 시발택시 · 새끼손가락
이 새끼손가락 · 새끼 고양이 · 다시발급 · 역시 발이 편해요 · 3시발차 · 서울시 발표 · 아저씨발 · 전염병신고
질병 신고 · 8등신 · 씹는 맛 · 보존나무 · 무지개 · 잘 보지 못했어요 · 3개년 계획 · 미친 맛 · 세끼 · 조까지 · 操作
我操作 · 我操心 · 体操 · 日本 · 生日你妈妈来 · 干净 · 干果 · 草莓 · 三八节 · 傻瓜相机 · 妈妈的味道
妈妈的，老干妈的 · 其他妈妈 · 去他妈妈家 · 一支那么贵 · 服装逼真 · 路口交叉 · 做爱心早餐 · 价格贱人工贵 · 吃鸡吧
靠北边的房间 · 几把椅子 · 操場 · 能幹 · 幹部 · 樹幹 · 骨幹 · 媽媽的味道 · 三小時 · 靠背 · 位置靠北邊 · 炸雞八塊
睡懶覺 · 打破麻油瓶 · 其他媽媽 · 手機歪了 · 민수 씨 발 사이즈 · 3 개 년 · 세 시 발 열차
"""


@pytest.mark.parametrize(("written", "printed"), RUDE)
def test_rude_words_keep_their_first_character(written: str, printed: str) -> None:
    assert mask(written) == printed


@pytest.mark.parametrize(
    "written", [each.strip() for line in INNOCENT.strip().splitlines() for each in line.split("·")]
)
def test_innocent_words_stay(written: str) -> None:
    assert mask(written) == written


@pytest.mark.parametrize("file", sorted(PROFANITY.glob("*.txt")), ids=lambda file: file.stem)
def test_every_line_of_a_list_does_what_it_says(file) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines))
    for line in lines:
        word = line.strip("!*")
        if line.startswith("!"):
            assert mask(word) == word, line
        else:
            assert mask(word) != word, line


WORDS = st.sampled_from([written for written, _ in RUDE] + INNOCENT.split())
NOISE = st.text(st.sampled_from(" *.1@시발씨ㅅㅂ개새끼操你妈的幹fuckshit＊\u00ad\n"), max_size=12)
COMMENTS = st.one_of(st.text(), NOISE, st.lists(st.one_of(WORDS, NOISE), max_size=6).map("".join))


@given(COMMENTS)
def test_a_masked_text_has_as_many_characters_and_changes_no_more(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    assert all(new == old or new in "*＊" for new, old in zip(masked, text, strict=True))
    assert [char.isspace() for char in masked] == [char.isspace() for char in text]


@given(
    st.text(st.characters(categories=["Lu", "Nd", "Zs", "So"], max_codepoint=0x2FF, exclude_characters="ABCDFKPSTVW"))
)
def test_what_holds_no_rude_word_comes_back_as_it_is(text: str) -> None:
    assert mask(text) == text


@given(st.text(st.characters()))
def test_any_character_that_python_holds_is_taken(text: str) -> None:
    assert len(mask(text + "\ud800")) == len(text) + 1


@pytest.mark.parametrize("keys", ["$", "s5$", "f", "f\u00ad", "시", "ㅅ ", "*", "a@4", "操", "fuc"])
def test_a_long_row_of_keys_takes_no_time(keys: str) -> None:
    """An expression that tries every stretch from every place would not end here."""
    assert mask(keys * 4000) == keys * 4000
