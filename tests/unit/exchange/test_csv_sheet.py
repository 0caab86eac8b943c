from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import BadInputError
from kiosk.exchange.sheet import read_sheet


@pytest.fixture
def sheet_of(tmp_path):
    def read(content, *, encoding="utf-8", delimiter=","):
        path = tmp_path / "rows.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, encoding, delimiter)

    return read


def told(sheet_of, content, **options):
    with pytest.raises(BadInputError) as error:
        sheet_of(content, **options)
    return str(error.value)


def test_rows_have_named_cells_and_the_line_they_start_on(sheet_of):
    sheet = sheet_of('a,b\n1,"two\nlines"\n\n3,4\n')
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (2, {"a": "1", "b": "two\nlines"}),
        (5, {"a": "3", "b": "4"}),
    ]


def test_a_carriage_return_inside_a_cell_is_kept(sheet_of):
    assert sheet_of('a\r\n"x\r\ny\rz"\r\n').rows[0].cells == {"a": "x\r\ny\rz"}


@pytest.mark.parametrize(
    ("encoding", "text"), [("utf-8", "별점"), ("cp949", "별점"), ("big5", "評分"), ("utf-16", "评分")]
)
def test_the_file_is_read_in_its_encoding(sheet_of, encoding, text):
    assert sheet_of(f"{text};b\n1;2\n".encode(encoding), encoding=encoding, delimiter=";").columns == (text, "b")


def test_a_byte_order_mark_is_no_part_of_the_first_name(sheet_of):
    assert sheet_of(b"\xef\xbb\xbfa\n1\n").columns == ("a",)


def test_wrong_encoding_names_line_and_byte(sheet_of):
    message = told(sheet_of, "a,b\n1,2\n3,좋아요\n".encode("cp949"))
    assert "rows.csv, line 3: byte 10 (0xC1) is not utf-8" in message
    assert "encoding" in message


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(sheet_of, content):
    assert "is empty" in told(sheet_of, content)


def test_a_header_alone_is_told(sheet_of):
    assert "has column names only" in told(sheet_of, "a,b\n")


def test_a_column_that_stands_twice_is_told(sheet_of):
    assert "column 'a' stands twice" in told(sheet_of, "a,b,a\n1,2,3\n")


def test_unnamed_columns_are_numbered(sheet_of):
    assert sheet_of("a,,\n1,,\n").columns == ("a", "#2", "#3")


def test_ragged_rows_are_refused_with_their_line(sheet_of):
    sheet = sheet_of("a,b\n1\n2,3\n4,5,6\n")
    assert [str(refusal) for refusal in sheet.ragged] == [
        "line 2: has 1 cells; expected 2, one a column",
        "line 4: has 3 cells; expected 2, one a column",
    ]
    assert [row.line for row in sheet.rows] == [3]


@pytest.mark.parametrize(
    "content", ['a,b\n1,2\n"3,4\n5,6\n', 'a,b\n1,2\n"he said "hi" there",4\n', 'a\n1\n"' + "x" * 140_000]
)
def test_a_stray_quote_is_told_with_its_line(sheet_of, content):
    assert "line 3: no CSV row" in told(sheet_of, content)


def test_missing_columns_are_all_named_beside_those_that_exist(sheet_of):
    sheet = sheet_of("stars,text\n1,2\n")
    missing = r"no column 'rating' \(key a\), no column 'day' \(key b\); it has 'stars', 'text'"
    with pytest.raises(BadInputError, match=missing):
        sheet.require({"rating": "key a", "day": "key b", "text": "key c"})


def test_no_such_file(tmp_path):
    with pytest.raises(BadInputError, match="no such file"):
        read_sheet(tmp_path / "rows.csv")


@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode),
                         st.text('a1,"\n\r;\0 ', max_size=80).map(str.encode)),
       encoding=st.sampled_from(["utf-8", "utf-16", "cp949", "gb18030", "utf-7", "latin-1"]))  # fmt: skip
def test_any_bytes_are_a_sheet_or_bad_input(tmp_path_factory, content, encoding):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        sheet = read_sheet(path, encoding)
    except BadInputError:
        return
    assert sheet.rows or sheet.ragged
    assert all(tuple(row.cells) == sheet.columns for row in sheet.rows)
