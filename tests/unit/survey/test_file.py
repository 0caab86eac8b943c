from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.assets import SURVEYS
from kiosk.checking import faults_in
from kiosk.errors import BadInputError
from kiosk.model import Level
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, Scale, ScaleQuestion
from kiosk.survey import load_survey
from kiosk.survey.file import load_touchpoints

FOUR_LANGUAGES = Path(__file__).resolve().parents[2] / "data" / "four_languages.toml"
GOOD = FOUR_LANGUAGES.read_text(encoding="utf-8")


@pytest.fixture
def survey_file(tmp_path):
    def write(*changes: tuple[str, str], text: str = GOOD) -> Path:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "survey.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def test_a_survey_with_a_text_for_each_face_is_read_whole():
    survey = load_survey(FOUR_LANGUAGES)
    assert [type(question) for question in survey.questions] == [ScaleQuestion, ChoiceQuestion, CommentQuestion]
    assert survey.languages == ("en", "ko", "zh_TW", "zh_CN")
    reasons = survey.questions[1]
    assert reasons.prompt[Level.BAD]["ko"] == "무엇이 불편하셨나요?"
    assert {level: len(choices) for level, choices in reasons.choices.items()} == dict.fromkeys(Level, 12)
    assert reasons.choices[Level.BAD][0].label["zh_TW"] == "排隊等候"


FAULTS = {
    "missing key": (("version = 1\n", ""), None, "version: is missing"),
    "missing key of a question": (('id = "reasons"\n', ""), "[[question]]", "question.2.id: is missing"),
    "misspelt key": (("title =", "titel ="), "titel", "titel: is not a known key"),
    "wrong type": (("version = 1", 'version = "one"'), "version", "version: must be a whole number"),
    "wrong value": (("version = 1", "version = 0"), "version", "version: must be greater than or equal to 1"),
    "unknown kind": (('type = "comment"', 'type = "essay"'), "essay",
                     "question.3.type: 'essay' is unknown, expected one of 'faces', 'faces5', 'stars'"),
    "no kind": (('type = "comment"\n', ""), None, "question.3.type: is missing"),
    "unknown language": (('"zh_CN"]', '"xx"]'), "languages", "'xx' is no language of ours, expected some of "),
    "language twice": (('"zh_CN"]', '"ko"]'), "languages", "expected each once"),
    "title lacks a language": ((', ko = "계산대"', ""), "title", "title: has no text in 'ko', expected one in each"),
    "prompt lacks a language": ((', ko = "무엇이 불편하셨나요?"', ""), "What went wrong",
                                "question.2.prompt.bad: has no text in 'ko'"),
    "bare text": (('"How was checkout today?"', "12"), "prompt = { en", "question.1.prompt.en: must be text in quotes"),
    "no table": (('title = {', 'title = "Checkout" # {'), "title", "title: must be a table of keys"),
    "no list": (('languages = ["en", "ko", "zh_TW", "zh_CN"]', 'languages = "en"'), "languages",
                'languages: must be a list in square brackets, such as ["en", "ko"]'),
    "number that is no number": (("version = 1", "version = true"), "version", "version: must be a whole number"),
    "odd name": (('id = "checkout"', 'id = "Check out"'), "Check out", "id: must be a name of small letters"),
    "empty text": (('"How was checkout today?"', '"  "'), "prompt = { en",
                   "question.1.prompt.en: must not be empty"),
    "unknown touchpoint": (('bad = ["queue"', 'bad = ["parking"'), '"parking"',
                           "question.2.choices.bad: 'parking' is no touchpoint, expected one of cleanliness"),
    "touchpoint twice": (('bad = ["queue"', 'bad = ["staff"'), 'bad = ["staff"',
                         "question.2.choices.bad: 'staff' stands twice"),
    "no choice": (('excellent = ["staff", "queue", "products", "quality_price", "stock", "services", "cleanliness", '
                   '"design", "signs", "complaints", "remote", "other"]', "excellent = []"), "excellent = []",
                  "question.2.choices.excellent: must have at least 1 in it, not 0"),
    "question id twice": (('id = "comment"', 'id = "reasons"'), None, "question.3.id: 'reasons' stands twice"),
    "faces not first": (('type = "faces"', 'type = "comment"'), None,
                        "question.1.type: the first question gives the rating, expected one of faces, faces5, stars"),
    "a face is missing": (('neutral = ["queue"', 'meh = ["queue"'), "question.choices",
                          "question.2.choices.neutral: is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_line_key_and_what_was_expected(survey_file, name):
    change, marker, told = FAULTS[name]
    path = survey_file(change)
    with pytest.raises(BadInputError) as caught:
        load_survey(path)
    sentence = next(line for line in str(caught.value).splitlines() if told in line)
    assert sentence.startswith(str(path))
    if marker and name != "missing key of a question":
        assert f"{path}, line {line_of(path, marker)}: " in sentence
    assert caught.value.exit_code == 2


def test_the_line_of_a_missing_key_is_its_own_questions_header(survey_file):
    path = survey_file(('id = "reasons"\n', ""))
    headers = [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line == "[[question]]"]
    assert f"{path}, line {headers[1]}: question.2.id: is missing" in faults_in(path)


def test_every_fault_is_told_at_once(survey_file):
    path = survey_file(
        ("version = 1", "version = 0"), ("title =", "titel ="), (', ko = "무엇이 불편하셨나요?"', ""),
        ('bad = ["queue"', 'bad = ["parking"'), ('id = "comment"', 'id = "reasons"'),
    )  # fmt: skip
    told = "\n".join(faults_in(path))
    for expected in ("version:", "titel:", "title: is missing", "prompt.bad", "parking", "question.3.id"):
        assert expected in told


def test_a_touchpoint_without_a_label_in_a_language_is_told(tmp_path, survey_file):
    touchpoints = tmp_path / "touchpoints.toml"
    touchpoints.write_text('[touchpoint.queue]\nicon = "queue"\nlabel = { en = "Waiting" }\n', encoding="utf-8")
    with pytest.raises(BadInputError, match="touchpoint 'queue' has no label in 'ko'"):
        load_survey(survey_file(), load_touchpoints(touchpoints))


@pytest.mark.parametrize("path", sorted(SURVEYS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_ready_survey_has_no_fault(path):
    assert faults_in(path) == []


TYPES = {
    "faces5": Scale.FACES5, "stars": Scale.STARS, "nps": Scale.NPS, "ces": Scale.CES, "csat": Scale.CSAT,
    "yes_no": Scale.YES_NO, "item7": Scale.ITEM7, "expected": Scale.EXPECTED,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "scale"), TYPES.items())
def test_every_scale_may_be_the_headline(survey_file, kind, scale):
    assert load_survey(survey_file(('type = "faces"', f'type = "{kind}"'))).headline.scale is scale


SHORT = """
id = "short"
version = 1
languages = ["en"]
title = { en = "Short" }
[[question]]
id = "experience"
type = "faces"
prompt = { en = "How was it?" }
[[question]]
id = "size"
type = "single"
prompt = { en = "Which size?" }
show_if = { question = "experience", is = ["bad"] }
[[question.choice]]
id = "small"
icon = "other"
label = { en = "Small" }
[[question.choice]]
id = "large"
icon = "other"
label = { en = "Large" }
[[question]]
id = "reasons"
type = "reasons"
prompt = { en = "Why?" }
[question.choices]
bad = ["queue"]
neutral = ["queue", "staff"]
good = ["staff"]
excellent = ["staff"]
[[question]]
id = "ease"
type = "ces"
prompt = { en = "It was easy." }
show_if = [{ question = "size", is = ["small"] }, { question = "reasons", is = ["queue"] }]
[[question]]
id = "contact"
type = "contact"
prompt = { en = "May we write to you?" }
consent = { en = "You may." }
consent_version = 2
"""


def test_branches_options_and_a_contact_are_read(survey_file):
    survey = load_survey(survey_file(text=SHORT))
    size, reasons, ease, contact = survey.questions[1:]
    assert isinstance(size, ChoiceQuestion)
    assert (size.multiple, size.touchpoints, [each.id for each in size.offered(Level.BAD)]) == (
        False, False, ["small", "large"]
    )  # fmt: skip
    assert isinstance(reasons, ChoiceQuestion)
    assert (reasons.multiple, reasons.touchpoints) == (True, True)
    assert [(each.question, each.among) for each in ease.show_if] == [("size", {"small"}), ("reasons", {"queue"})]
    assert isinstance(contact, ContactQuestion)
    assert (contact.consent, contact.consent_version) == ({"en": "You may."}, 2)


BRANCHES = {
    "of a question that is not there": (('question = "size"', 'question = "colour"'),
        "question.4.show_if: 'colour' is no question of this survey, expected an earlier one: experience, size, reas"),
    "of itself": (('question = "size"', 'question = "ease"'),
        "question.4.show_if: 'ease': each waits for the other, a circle, expected an earlier question"),
    "in a circle": (('question = "experience", is = ["bad"]', 'question = "ease", is = [1]'),
        "question.2.show_if: 'ease': each waits for the other, a circle, expected an earlier question"),
    "of a later one": (('question = "experience", is = ["bad"]', 'question = "contact", is = [1]'),
        "question.2.show_if: 'contact': it is not asked before this one, expected an earlier question"),
    "on an answer that is none": (('is = ["small"]', 'is = ["tiny"]'),
        "question.4.show_if: 'tiny' is no answer to 'size', expected some of large, small"),
    "on a comment's text": (('question = "size", is = ["small"]', 'question = "reasons", is = ["stock"]'),
        "question.4.show_if: 'stock' is no answer to 'reasons', expected some of queue, staff"),
    "that contradict each other": (('is = ["queue"] }]', 'is = ["staff"] }]'),
        "question.4.show_if: nobody can ever be asked this: no answer to 'experience' fulfils all conditions together"),
    "on the first question": (('prompt = { en = "How was it?" }',
                               'prompt = { en = "How was it?" }\nshow_if = { question = "size", is = ["small"] }'),
        "question.1.show_if: the first question is always asked, expected none"),
    "without answers": (('is = ["bad"]', "is = []"), "question.2.show_if.is: must have at least 1 in it, not 0"),
    "of the idle screen": (('prompt = { en = "How was it?" }', 'prompt = { bad = { en = "?" }, neutral = { en = "?" }, '
                            'good = { en = "?" }, excellent = { en = "?" } }'),
        "question.1.prompt: nobody has tapped a face yet: expected one text, not one by face"),
    "misspelt": (('is = ["bad"]', 'are = ["bad"]'), "question.2.show_if.are: is not a known key"),
}  # fmt: skip


@pytest.mark.parametrize("name", BRANCHES)
def test_a_fault_of_a_condition_is_told(survey_file, name):
    change, told = BRANCHES[name]
    faults = faults_in(survey_file(change, text=SHORT))
    assert any(told in fault for fault in faults), faults


@pytest.mark.parametrize(("change", "told"), [
    (('id = "large"', 'id = "small"'), "question.2.choice: 'small' stands twice"),
    (('icon = "other"', 'icon = "rocket"'), "question.2.choice.1.icon: 'rocket' is no picture of ours"),
    (("consent_version = 2\n", ""), "question.5.consent_version: is missing"),
    (('label = { en = "Large" }', 'label = { ko = "큼" }'), "question.2.choice.2.label: has no text in 'en'"),
])  # fmt: skip
def test_a_fault_of_an_option_or_a_contact_is_told(survey_file, change, told):
    faults = faults_in(survey_file(change, text=SHORT))
    assert any(told in fault for fault in faults), faults


@pytest.mark.parametrize(("text", "told"), [
    (b"id = ", "not valid TOML: Invalid value (at end of document)"),
    (b'id = "a"\nid = "b"\n', "(at line 2, column 9)"),
    (b'title = "\xb0\xa1"', "expected UTF-8 text, byte 9 is not"),
])  # fmt: skip
def test_what_is_no_toml_is_told_with_the_place(tmp_path, text, told):
    path = tmp_path / "survey.toml"
    path.write_bytes(text)
    assert told in faults_in(path)[0]


def test_a_file_with_a_byte_order_mark_is_read(survey_file):
    path = survey_file()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert faults_in(path) == []


def test_no_file_and_a_folder_are_told(tmp_path):
    assert faults_in(tmp_path / "nowhere.toml") == [f"{tmp_path}/nowhere.toml: no such file"]
    assert faults_in(tmp_path) == [f"{tmp_path}: cannot be read (Is a directory)"]


@pytest.mark.parametrize("text", ["question = 1", "question = [1]", "languages = 3\nquestion = [[]]", "[question]"])
def test_a_file_of_quite_another_shape_is_told_calmly(survey_file, text):
    assert faults_in(survey_file(text=text))
