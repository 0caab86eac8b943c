"""The voice: a process that reads lines of JSON and says them through QTextToSpeech.

In:  {"say": text, "language": code} or {"stop": true}; the end of the input ends the process.
Out: {"speaks": [codes]}, once at the start and once for every line read. A fault of the engine ends the process with 1.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSocketNotifier, QTimer
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

from kiosk.model import Language
from ui.speech.headphones import are_plugged
from ui.speech.reading import UNREADABLE, reading
from ui.speech.speaker import HEADPHONES_ONLY

PINYIN = "Chinese (Mandarin, latin as Pinyin)"
CHOSEN = {"en": "English (America)", "vi": "Vietnamese (Northern)", "zh_CN": PINYIN, "zh_TW": PINYIN}
"""The voices to take where espeak-ng has more than one."""
LOOK_MS = 500
"""How long speech may go on after headphones were pulled out, milliseconds."""


class Voice(QObject):
    """An engine with the voices of the given languages."""

    def __init__(self, languages: Sequence[Language], headphones_only: bool) -> None:
        super().__init__()
        self._engine = QTextToSpeech("speechd", self)
        self._headphones_only = headphones_only
        self._voices = {code: voice for code in languages if (voice := self._find(code))}
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._hush_if_unplugged)
        self._engine.stateChanged.connect(self._changed)
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)
        self._unread = b""

    def answer(self) -> None:
        """Tell which languages can be said, or end if the engine is at fault."""
        if self._engine.state() is QTextToSpeech.State.Error:
            QCoreApplication.exit(1)
        else:
            sys.stdout.write(json.dumps({"speaks": list(self._voices)}) + "\n")
            sys.stdout.flush()

    def _find(self, language: Language) -> QVoice | None:
        if language in UNREADABLE:
            return None
        # Qt knows no locale for the language code of the pinyin voice.
        locale = QLocale.c() if CHOSEN.get(language) == PINYIN else QLocale(language)
        if locale not in self._engine.availableLocales():
            return None
        self._engine.setLocale(locale)
        # Every voice comes again in a hundred variants, named "Korean+whisper".
        plain = {voice.name(): voice for voice in self._engine.availableVoices() if "+" not in voice.name()}
        return plain.get(CHOSEN.get(language, min(plain, key=len, default="")))

    def _read(self) -> None:
        arrived = os.read(sys.stdin.fileno(), 65536)
        if not arrived:
            self._input.setEnabled(False)
            self._engine.stop()
            QCoreApplication.quit()
            return
        *lines, self._unread = (self._unread + arrived).split(b"\n")
        for line in lines:
            self._obey(json.loads(line))
            self.answer()

    def _obey(self, order: dict[str, str]) -> None:
        self._engine.stop()
        voice = self._voices.get(Language(order.get("language", "")))
        if voice is None or (self._headphones_only and not are_plugged()):
            return
        self._engine.setLocale(voice.locale())
        self._engine.setVoice(voice)
        self._engine.say(reading(order["say"], Language(order["language"])))

    def _changed(self, state: QTextToSpeech.State) -> None:
        if state is QTextToSpeech.State.Error:
            QCoreApplication.exit(1)
        elif self._headphones_only and state is QTextToSpeech.State.Speaking:
            self._look.start()
        else:
            self._look.stop()

    def _hush_if_unplugged(self) -> None:
        if not are_plugged():
            self._engine.stop()


def main(arguments: Sequence[str]) -> int:
    """Serve until the input ends. Arguments: the languages' codes, and --headphones-only."""
    application = QCoreApplication([])
    voice = Voice([Language(code) for code in arguments if code != HEADPHONES_ONLY], HEADPHONES_ONLY in arguments)
    QTimer.singleShot(0, voice.answer)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
