"""What says who somebody is does not reach paper, in any script; what a shop talks about does."""

from __future__ import annotations

import unicodedata

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from kiosk.comments import mask
from kiosk.comments.cards import luhn
from kiosk.comments.letters import fold
from kiosk.comments.private import hide
from kiosk.comments.telephones import REGIONS, WITHOUT_ZERO

HIDDEN = [
    ("전화 주세요 010-1234-5678", "전화 주세요 •••"),
    ("연락처는 01012345678입니다", "연락처는 •••입니다"),
    ("02-123-4567로", "•••로"),
    ("1 010-1234-5678 2", "1 ••• 2"),
    ("02-123-4567 010-3033-1748", "••• •••"),
    ("02-123-4567/010-3033-1748", "•••/•••"),
    ("电话13812345678谢谢", "电话•••谢谢"),
    ("138 1234 5678", "•••"),
    ("010-12345678", "•••"),
    ("手機0912-345-678，謝謝", "手機•••，謝謝"),
    ("(02)2345-6789", "•••"),
    ("（０２）２３４５－６７８９", "•••"),
    ("０９１２　３４５　６７８", "•••"),
    ("0912·345·678", "•••"),
    ("打给我 9123 4567", "打给我 •••"),
    ("call 212-555-0123!", "call •••!"),
    ("(212) 555-0123", "•••"),
    ("06.12.11.09.08", "•••"),
    ("030/12345678", "•••"),
    ("+82 (0)10-1234-5678", "•••"),
    ("(+82)10-1234-5678", "(•••"),
    ("8613812345678", "•••"),
    ("0082-10-1234-5678", "•••"),
    ("+4", "+4"),
    ("+47 22 22 33 44 9", "••• 9"),
    ("+82 10 1234", "•••"),
    ("SN13812345678", "SN•••"),
    ("โทร ๐๘๑-๒๓๔-๕๖๗๘", "โทร •••"),
    ("٠٥٠١٢٣٤٥٦٧", "•••"),
    ("0️⃣1️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣!", "•••!"),
    ("010\u200b1234\u00ad5678", "•••"),
    ("2026-11-22 010-1234-5678", "2026-11-22 •••"),
    ("kim@naver.com로 연락", "•••@•••로 연락"),
    ("请联系kim＠naver．com谢谢", "请联系•••@•••谢谢"),
    ("kim@naver。com。谢谢", "•••@•••。谢谢"),
    ("홍길동@네이버.한국", "•••@•••"),
    ("José.Núñez@correo.example.mx", "•••@•••"),
    ("kim@naver", "•••@•••"),
    ("kim @ naver . com", "•••@•••"),
    ("kim(at)naver(dot)com", "•••@•••"),
    ("kim [at] naver.co.kr", "•••@•••"),
    ("kim(골뱅이)naver점com, kim(골뱅이)naver.com", "kim(골뱅이)naver점com, •••@•••"),
    ("kim @ gmail.com.my", "•••@•••"),
    ("01012345678@naver.com, 3@163.com", "•••@•••, •••@•••"),
    ("4111 1111 1111 1111", "•••"),
    ("刷卡４１１１－１１１１－１１１１－１１１１", "刷卡•••"),
    ("378282246310005", "•••"),
    ("1234 5678 9012 3456", "•••"),
    ("주민번호 901010-1234567", "주민번호 •••"),
    ("901010 - 1234567", "•••"),
    ("身份证11010519491231002X", "身份证•••"),
    ("身分證A123456789。", "身分證•••。"),
]
STAYS = """
12,900원 · NT$1,299 · ¥3,280 · 35000000원 · NT$12345678 · 12345678 won · ₫ 91234567 · €23.456.789 · 61234567 people
2026-11-22 · 2026.11.22 · 2026. 11. 22. · 2026/11/22 14:30 · 22.11.2026 · 11/22/2026 · 20261122 · 20261122143000
05.11.26 - 12.11.26 · 2026年11月22日 · 2026년 11월 22일 · 2019-2020 · 2025-2026 · 2500-3200 · 2100-2330 · 09:00-21:00
5 out of 10 · 10/10 · aisle 12 · till 3 · 3 4 5 6 7 8 9 10 11 12 · 0 1 2 3 4 5 6 7 8 9 10 · 2019 2020 2021 2022 2023
10000000 · 1000000000 · 3.14159265 · 24/7 · 99.9% · 1+1 · 0000000000 · 0000-0000-0000 · 4900 4900 4900 4900
8801043012345 · 4710088412345 · AB91234567 · 91234567_1 · A123456788 · 901310-1234567 · 11010519491231002 · 1588-1234
see you @ 5 · 3@5 · 2 @ $3.50 · 3@5.00 · 2@500ml · 3@0.5kg · the lounge @ heathrow.Then we left · 小明@全家。很好
@ · a@ · @b · 蘋果@3.50元
bought at amazon dot com · •••@••• · ••• · 一二三四五六七八九十 · 2号13排 · 95588 · 110 · 20 minutes, 2 bottles, 6 pm
"""


@pytest.mark.parametrize(("written", "printed"), HIDDEN)
def test_addresses_and_numbers_are_hidden(written: str, printed: str) -> None:
    assert hide(written) == printed


@pytest.mark.parametrize("written", [each.strip() for line in STAYS.strip().splitlines() for each in line.split(" · ")])
def test_what_a_shop_talks_about_stays(written: str) -> None:
    assert hide(written) == written


SCRIPTS = ["0０", "0٠", "0๐", "0०", "0𝟎"]
"""Zeros of two kinds; the other nine follow each."""
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("电话謝전화요เบอร์رقمABcd01289+-./()（）　 \u200b@。·２"), max_size=12),
)


def digits_of(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in text if unicodedata.decimal(char, None) is not None)


def ends_in_digit(text: str) -> bool:
    """Whether what is seen last may be read as a digit: ⑤ may."""
    seen = fold(text).replace("\u00ad", "")
    return bool(seen) and unicodedata.decimal(seen[-1], None) is not None


def in_script(text: str, zeros: str) -> str:
    return "".join(chr(ord(zeros[1]) + int(char)) if char in "0123456789" else char for char in text)


def in_between(before: str, planted: str, after: str) -> str:
    assume(not ends_in_digit(before) and not ends_in_digit(after[::-1]))
    return before + planted + after


def is_gone(planted: str, printed: str) -> bool:
    return planted not in printed and digits_of(planted) not in digits_of(printed)


@st.composite
def telephones(draw: st.DrawFn, regions: tuple[str, ...], kinds: tuple[int, ...]) -> str:
    region = draw(st.sampled_from(regions))
    model = phonenumbers.example_number_for_type(region, draw(st.sampled_from(kinds)))
    national = phonenumbers.national_significant_number(model)
    end = draw(st.from_regex(r"[0-9]{4}", fullmatch=True))
    number = phonenumbers.parse(national[:-4] + end, region)
    assume(phonenumbers.is_valid_number(number))
    return draw(
        st.sampled_from(
            [
                phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
                digits_of(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)),
                phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL).replace(" ", "-"),
                phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
                phonenumbers.format_number(number, PhoneNumberFormat.E164),
            ]
        )
    )


DIALLED_WITH_ZERO = tuple(region for region in REGIONS if region not in WITHOUT_ZERO)
BOTH = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)


@given(TEXTS, telephones(DIALLED_WITH_ZERO, BOTH), st.sampled_from(SCRIPTS), TEXTS)
@example("+", "010-1234-5678", SCRIPTS[0], "")
@example("2026/11/", "02-123-4567", SCRIPTS[0], "-11-22")
def test_a_telephone_number_is_found_in_any_text(before: str, number: str, script: str, after: str) -> None:
    assert is_gone(number, hide(in_between(before, in_script(number, script), after)))


@given(
    st.text(st.sampled_from("电话謝전화요เบอร์رقم!?,，。♥\n "), max_size=12),
    telephones(WITHOUT_ZERO, (PhoneNumberType.MOBILE,)),
    st.sampled_from(SCRIPTS),
    st.text(st.sampled_from("电话謝전화요เบอร์رقم!?,，。♥\n "), max_size=12),
)
def test_a_number_dialled_without_zero_is_found_in_words(before: str, number: str, script: str, after: str) -> None:
    assume(not digits_of(number).endswith("0000"))
    assert is_gone(number, hide(before + in_script(number, script) + after))


@given(TEXTS, st.emails(), TEXTS)
def test_an_address_is_found_in_any_text(before: str, address: str, after: str) -> None:
    assert address not in hide(before + address + after)


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix, length = draw(st.sampled_from([("4", 16), ("4", 13), ("51", 16), ("2221", 16), ("37", 15), ("3528", 16),
                                           ("36", 14), ("6011", 16), ("62", 16), ("62", 19), ("9", 16)]))  # fmt: skip
    body = prefix + draw(st.from_regex(rf"[0-9]{{{length - len(prefix) - 1}}}", fullmatch=True))
    number = next(body + end for end in "0123456789" if luhn(body + end))
    gap = draw(st.sampled_from(["", " ", "-", ".", "－", "　", " - "]))
    return gap.join(number[place : place + 4] for place in range(0, length, 4))


@given(TEXTS, cards(), st.sampled_from(SCRIPTS), TEXTS)
def test_a_card_is_found_in_any_text(before: str, number: str, script: str, after: str) -> None:
    assert is_gone(number, hide(in_between(before, in_script(number, script), after)))


NOISE = st.text(st.sampled_from("0123456789０５٣ +-./()@。，a한中\u200b•*\n"), max_size=60)


@given(st.one_of(st.text(), NOISE, st.lists(st.one_of(NOISE, st.sampled_from([w for w, _ in HIDDEN]))).map("".join)))
def test_what_was_hidden_changes_no_more(text: str) -> None:
    printed = mask(hide(text))
    assert hide(hide(text)) == hide(text)
    assert mask(hide(printed)) == printed


@given(st.text(st.characters()))
def test_any_character_that_python_holds_is_taken(text: str) -> None:
    assert hide(text + "\ud800").endswith("\ud800")


@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No"], exclude_characters="@＠﹫")))
def test_words_without_digits_and_at_signs_come_back_as_they_are(text: str) -> None:
    assert hide(text) == text


@pytest.mark.parametrize(
    "keys",
    ["1", "1 ", "+1 ", "a", "a@", "@", "a.", "a@a.", "a @ ", "a(at)", "가", "가@", "가.", "0\u200b", "(", "1 - ", "·"],
)
def test_a_long_row_of_keys_takes_no_time(keys: str) -> None:
    """An expression that tries every stretch from every place would not end here."""
    assert hide(keys * 20_000) == keys * 20_000


@pytest.mark.parametrize("number", ["02-123-4567 ", "13812345678,", "kim@naver.com ", "4111 1111 1111 1111;"])
def test_all_of_many_are_hidden(number: str) -> None:
    assert set(hide(number * 200)) == set("•@" if "@" in number else "•") | {number[-1]}
