"""Says what the screens show, and what the keypad's focus stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQml import QQmlProperty, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.model import Language
from kiosk.spoken import Shown, focused, screen_text
from kiosk.words import available
from ui.session import Session
from ui.speech.speaker import Speaker

SETTLE_MS = 150
"""A new screen comes as several signals, and takes the focus a little later; they are said as one."""


class Reader(QObject):
    """Listens to a window and a session, and speaks while the session's `speech` is on."""

    def __init__(self, window: QQuickWindow, session: Session, speaker: Speaker) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._speaker = speaker
        self._on = False
        self._screen_is_new = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._speak)
        for said_again in (
            session.screenChanged,
            session.languageChanged,
            session.promptChanged,
            session.itemRowsChanged,
            session.contactChanged,
            session.warnedChanged,
            session.troubleChanged,
        ):
            said_again.connect(self._screen_changed)
        session.chosenChanged.connect(self._focus_changed)
        session.itemPicksChanged.connect(self._focus_changed)
        session.comfortChanged.connect(self._switch)
        window.activeFocusItemChanged.connect(self._focus_changed)
        self._switch()

    def _switch(self) -> None:
        was, self._on = self._on, bool(self._session.property("speech"))
        if self._on and not was:
            self._screen_changed()
        elif was and not self._on:
            self._settle.stop()
            self._speaker.rest()

    def _screen_changed(self) -> None:
        self._screen_is_new = True
        self._focus_changed()

    def _focus_changed(self) -> None:
        if self._on:
            self._settle.start()

    def _speak(self) -> None:
        language = Language(self._session.property("language"))
        screen = screen_text(self._shown(language)) if self._screen_is_new else ""
        self._screen_is_new = False
        text = f"{screen} {self._focus(language)}".strip()
        if text:
            self._speaker.say(text, language)

    def _focus(self, language: Language) -> str:
        item = self._window.activeFocusItem()
        words = self._session.property("words")
        return focused(name_of(item), chosen_of(item), words, language) if item else ""

    def _shown(self, language: Language) -> Shown:
        has = self._session.property
        names = [point["spoken"] for point in has("points")] if has("screen") == "scale" else []
        return Shown(
            screen=has("screen"),
            language=language,
            words=has("words"),
            prompt=has("prompt"),
            choices=names or [choice["label"] for choice in has("choices")],
            rows=[row_words(row) for row in has("itemRows")],
            consent=has("consent"),
            number=has("number"),
            seconds_left=has("secondsLeft"),
            warned=has("warned"),
            trouble=has("trouble"),
        )


def read_aloud(window: QQuickWindow, session: Session, *, headphones_only: bool) -> Speaker:
    """Offer speech in every language that has a voice, and read the screens to whoever asks for it.

    Call after the first frame, and close() the speaker before the window goes.
    """
    speaker = Speaker(available(), headphones_only=headphones_only, parent=window)
    session.speaks = speaker.speaks
    speaker.voicesChanged.connect(session.languageChanged)
    Reader(window, session, speaker)
    speaker.prepare()
    return speaker


def row_words(row: Mapping[str, Any]) -> list[str]:
    """What a row is about, then its scale: every word of it, or its two ends."""
    points = row["points"]
    if row["worded"]:
        return [row["label"], *(point["word"] for point in points)]
    low, high = points[0]["word"], points[-1]["word"]
    return [row["label"], f"{low} {row['low']}", f"{high} {row['high']}"]


def name_of(item: QQuickItem) -> str:
    """The accessible name of an item; "" if it has none."""
    return str(_accessible(item, "name") or "")


def chosen_of(item: QQuickItem) -> bool | None:
    """Whether an item is checked; None for one that cannot be."""
    return bool(_accessible(item, "checked")) if _accessible(item, "checkable") else None


def _accessible(item: QQuickItem, what: str) -> object:
    context = qmlContext(item)
    return QQmlProperty.read(item, f"Accessible.{what}", context) if context else None
