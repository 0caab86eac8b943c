"""Qt's keyboard types every language of ours: real taps on its keys, as a shopper makes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDirIterator, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSEngine, QQmlApplicationEngine, QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.model import Language
from kiosk.words import available, load_words
from ui.app import QML, application
from ui.hand import Hand, Keys, Pick, Stroke, descendants, hangul, middle, read, turn, wait_until

LAYOUTS = ":/qt-project.org/imports/QtQuick/VirtualKeyboard/Layouts"
NO_KEYS = Qt.KeyboardModifier.NoModifier
ALL = available()

CONTROLS = QML / "Kiosk" / "controls"

WINDOW = f"""
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import "{CONTROLS.as_uri()}" as Controls

Window {{
    id: window
    property string layout
    width: 1280
    height: 800
    visible: true

    function useLayout() {{
        Qt.inputMethod.commit();
        VirtualKeyboardSettings.activeLocales = [layout];
        VirtualKeyboardSettings.locale = layout;
        field.clear();
        field.forceActiveFocus();
    }}
    onLayoutChanged: if (layout !== "") useLayout()
    Component.onCompleted: VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true

    TextEdit {{
        id: field
        objectName: "field"
        width: parent.width
        height: 200
        focus: true
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhMultiLine | Qt.ImhNoAutoUppercase
    }}
    InputPanel {{
        id: panel
        Controls.Telex {{ panel: panel }}
        objectName: "keyboard"
        width: parent.width
        y: parent.height - height
    }}
}}
""".encode()


class Desk:
    """A field, the keyboard, and a hand."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self.hand = Hand(window)
        self.field = self.hand.wait_for("field")

    @property
    def written(self) -> str:
        """The text in the field, with what is still being composed."""
        return f"{read(self.field, 'text')}{read(self.field, 'preeditText')}"

    def use(self, keyboard: str, key: str) -> None:
        """Another layout, once it is on show; key is one that it has."""
        self.window.setProperty("layout", keyboard)
        panel = self.hand.wait_for("keyboard")
        wait_until(lambda: QQmlProperty.read(panel, "keyboard.inputLocale") == keyboard, keyboard)
        wait_until(lambda: any(read(item, "text") == key for item in self.hand.layout()), f"{keyboard} with key {key}")

    def type(self, *strokes: Stroke) -> str:
        """What the strokes write; what is being composed is committed."""
        self.hand.type(strokes)
        return self.written

    def hold(self, key: str, choice: str) -> None:
        """Keeps a key pressed until its other letters show, moves to one of them and lets go."""
        item = next(item for item in self.hand.layout() if read(item, "text") == key)
        start = self.hand.place_of(item)
        QTest.mousePress(self.window, Qt.MouseButton.LeftButton, NO_KEYS, start)
        wait_until(lambda: self._other(choice), f"{choice} above {key}")
        place = middle(self._other(choice))
        for step in (QPoint((start.x() + place.x()) // 2, start.y()), QPoint(place.x(), start.y())):
            QTest.mouseMove(self.window, step)
            turn()
        QTest.mouseRelease(self.window, Qt.MouseButton.LeftButton, NO_KEYS, QPoint(place.x(), start.y()))
        turn()

    def _other(self, letter: str) -> QQuickItem | None:
        popup = self.hand.find("alternativeKeys")
        return next((item for item in descendants(popup) if read(item, "text") == letter), None) if popup else None


@pytest.fixture(scope="module")
def window(qapp: QGuiApplication) -> Iterator[QQuickWindow]:
    application()
    engine = QQmlApplicationEngine()
    engine.loadData(WINDOW)
    root = engine.rootObjects()[0]
    assert isinstance(root, QQuickWindow)
    Hand(root).wait_for("keyboard")
    yield root
    del engine


@pytest.fixture
def desk(window: QQuickWindow) -> Iterator[Desk]:
    desk = Desk(window)
    hints = desk.field.property("inputMethodHints")
    yield desk
    desk.field.setProperty("inputMethodHints", hints)
    window.setProperty("layout", "")


def layouts() -> set[str]:
    names = set()
    files = QDirIterator(LAYOUTS, ["main.*"], flags=QDirIterator.IteratorFlag.Subdirectories)
    while files.hasNext():
        names.add(files.next().split("/")[-2])
    return names - {"fallback"}


@pytest.mark.parametrize("language", ALL)
def test_the_languages_layout_is_one_of_qts(window: QQuickWindow, language: Language) -> None:
    assert load_words(language).keyboard in layouts()


TYPED: dict[str, tuple[str, tuple[Stroke, ...], str]] = {
    "en": ("w", (Keys("ok then"),), "ok then"),
    "ko": ("ㅂ", (hangul("좋아요"),), "좋아요"),
    "zh_TW": ("ㄅ", (Keys("ㄋㄧˇ"), Pick("你"), Keys("ㄏㄠˇ"), Pick("好")), "你好"),
    "zh_CN": ("w", (Keys("nihao"), Pick("你好")), "你好"),
    "ja": ("、", (Keys("arigatou"), Pick("有り難う")), "有り難う"),
    "es": ("ñ", (Keys("niño"),), "niño"),
    "fr": ("'", (Keys("d'accord"),), "d'accord"),
    "de": ("ü", (Keys("schön"),), "schön"),
    "vi": ("w", (Keys("Tieengs Vieetj"),), "Tiếng Việt"),
    "th": ("ก", (Keys("ดีมาก"),), "ดีมาก"),
    "ar": ("ض", (Keys("جيد"),), "جيد"),
}
"""A key that the layout has, what is tapped, and what stands in the field then."""


def test_a_word_is_tapped_in_each_of_the_eleven_languages() -> None:
    assert set(TYPED) <= set(ALL)


@pytest.mark.parametrize("language", TYPED)
def test_a_short_word_is_typed_by_taps(desk: Desk, language: str) -> None:
    key, strokes, expected = TYPED[language]
    desk.use(load_words(Language(language)).keyboard, key)
    assert desk.type(*strokes) == expected


@pytest.mark.parametrize(("keys", "word"), [
    ("nguwowif", "người"), ("dduowcj", "được"), ("huwongs", "hướng"), ("hoafn", "hoàn"), ("hoaf", "hòa"),
    ("quas", "quá"), ("giaf", "già"), ("gif", "gì"), ("thuyr", "thủy"), ("ngoaif", "ngoài"), ("quyeenf", "quyền"),
    ("Ddi", "Đi"), ("TOOTS", "TỐT"), ("bansz", "ban"), ("banf", "bàn"), ("bansf", "bàn"),
    ("ass", "as"), ("aaa", "aa"), ("ddd", "dd"), ("oww", "ow"), ("www", "www"), ("ok", "ok"),
])  # fmt: skip
def test_telex_composes_vietnamese_and_the_same_key_again_undoes_it(
    qapp: QGuiApplication, keys: str, word: str
) -> None:
    rules = (CONTROLS / "telex.js").read_text(encoding="utf-8").replace(".pragma library", "")
    engine = QJSEngine()
    typed = engine.evaluate(f"{rules}; keys => [...keys].reduce(typed, '')")
    assert not typed.isError(), typed.toString()
    assert typed.call([engine.toScriptValue(keys)]).toString() == word


def test_telex_keeps_out_of_other_layouts(desk: Desk) -> None:
    for language, key in (("vi", "w"), ("de", "ü"), ("vi", "w")):
        desk.use(load_words(Language(language)).keyboard, key)
        assert desk.type(Keys("as")) == ("á" if language == "vi" else "as")


def test_telex_leaves_addresses_alone(desk: Desk) -> None:
    desk.field.setProperty("inputMethodHints", Qt.InputMethodHint.ImhEmailCharactersOnly)
    desk.use(load_words(Language("vi")).keyboard, "w")
    assert desk.type(Keys("tests")) == "tests"


@pytest.mark.parametrize(("language", "key", "letter"), [
    ("fr", "e", "é"), ("fr", "c", "ç"), ("de", "s", "ß"), ("es", "a", "á"), ("vi", "a", "ấ"), ("vi", "d", "đ"),
    ("vi", "o", "ợ"),
])  # fmt: skip
def test_accents_are_under_a_held_key(desk: Desk, language: str, key: str, letter: str) -> None:
    desk.use(load_words(Language(language)).keyboard, key)
    desk.hold(key, letter)
    assert desk.written == letter


@pytest.mark.parametrize(("language", "key", "syllables", "second"), [
    ("ja", "、", "hashi", 2), ("zh_CN", "w", "shi", 3), ("zh_TW", "ㄅ", "ㄕˋ", 3),
])  # fmt: skip
def test_the_keyboard_does_not_learn(desk: Desk, language: str, key: str, syllables: str, second: int) -> None:
    desk.use(load_words(Language(language)).keyboard, key)
    desk.hand.type([Keys(syllables)])
    wait_until(lambda: len(desk.hand.candidates()) > second, "candidates")
    before = desk.hand.candidates()
    desk.hand.type([Pick(before[second])])
    assert desk.written == before[second]
    desk.window.setProperty("layout", "en_US")
    desk.use(load_words(Language(language)).keyboard, key)
    desk.hand.type([Keys(syllables)])
    wait_until(lambda: len(desk.hand.candidates()) > second, "candidates")
    assert desk.hand.candidates()[: second + 1] == before[: second + 1]


@pytest.mark.parametrize("language", ALL)
def test_qt_knows_the_locale_that_babel_knows(language: Language) -> None:
    words = load_words(language)
    assert QLocale(words.locale).name().partition("_")[0] == language.partition("_")[0]
    mirrored = QLocale(words.locale).textDirection() == Qt.LayoutDirection.RightToLeft
    assert mirrored == words.mirrored
