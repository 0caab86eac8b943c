"""The kiosk's side of speech: starts the voice when it is wanted, and does without where there is none."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from PySide6.QtCore import QDeadlineTimer, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from kiosk.model import Language

HEADPHONES_ONLY = "--headphones-only"

PATIENCE_MS = 10_000
"""Longest wait for an answer. The start takes 1.7 s, the first Japanese sentence another 0.8 s."""
RETRY_MS = 3_000
"""After the voice failed twice in a row it is not started again before."""
RECOVER_MS = 10 * 60_000
"""How often a voice that failed is looked for while nobody wants it."""
IDLE_MS = 2 * 60_000
"""A voice that was told nothing for so long has said all, and gives its memory back."""


class Speaker(QObject):
    """Says one text at a time. Nothing here waits, and no fault of the speech system reaches the kiosk."""

    voicesChanged = Signal()  # noqa: N815
    """`speaks` may answer differently now."""

    def __init__(self, languages: Sequence[Language], *, headphones_only: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arguments = [*([HEADPHONES_ONLY] if headphones_only else []), *languages]
        self._speakable: frozenset[str] = frozenset()
        self._voice: QProcess | None = None
        self._owed = 0
        self._unsaid: dict[str, str] | None = None
        self._failed_before = False
        self._not_before = QDeadlineTimer(0)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._recover = QTimer(self, singleShot=True, interval=RECOVER_MS)
        self._recover.timeout.connect(self.prepare)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.rest)

    def prepare(self) -> None:
        """Start the voice, so that `speaks` is answered from what is there now. Does nothing while it runs."""
        if self._voice or not self._not_before.hasExpired():
            return
        voice = QProcess(self)
        voice.setProgram(sys.executable)
        # PyInstaller's bundle is a program, not a Python: there the voice is a command of it.
        bundled = getattr(sys, "frozen", False)
        voice.setArguments([*(["voice"] if bundled else ["-m", "ui.speech.voice"]), *self._arguments])
        environment = QProcessEnvironment.systemEnvironment()
        # QtMultimedia, which only plays files here, misses PipeWire aloud.
        environment.insert("QT_LOGGING_RULES", "qt.multimedia.symbolsresolver=false")
        voice.setProcessEnvironment(environment)
        voice.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        voice.readyReadStandardOutput.connect(self._hear)
        voice.finished.connect(self._ended)
        voice.errorOccurred.connect(self._failed)
        self._voice = voice
        self._owe()
        voice.start()

    def speaks(self, language: str) -> bool:
        """Whether a voice that reads the language was there when last looked for; False before `prepare` answered."""
        return language in self._speakable

    def say(self, text: str, language: str) -> None:
        """Say it instead of whatever is being said. A language without a voice is met with silence."""
        self._send({"say": text, "language": language})

    def stop(self) -> None:
        """Fall silent."""
        if self._voice:
            self._send({"stop": ""})

    def rest(self) -> None:
        """Fall silent and give the voice's memory back; what `speaks` answers stays."""
        if self._voice:
            self._voice.closeWriteChannel()
            QTimer.singleShot(PATIENCE_MS, self._voice, self._voice.kill)
            self._forget(self._voice)

    def close(self) -> None:
        """The same at the end of the kiosk, waiting for it."""
        voice = self._voice
        self.rest()
        if voice:
            voice.waitForFinished(2000)

    def _send(self, order: dict[str, str]) -> None:
        self.prepare()
        if self._voice:
            self._unsaid = order
            self._owe()
            self._voice.write(json.dumps(order).encode() + b"\n")

    def _owe(self) -> None:
        self._owed += 1
        self._patience.start()
        self._idle.start()

    def _hear(self) -> None:
        while self._voice and self._voice.canReadLine():
            answer = json.loads(self._voice.readLine().toStdString())
            self._owed -= 1
            self._know(frozenset(answer["speaks"]))
        if not self._owed:
            self._patience.stop()
            self._recover.stop()
            self._unsaid = None
            self._failed_before = False

    def _know(self, speakable: frozenset[str]) -> None:
        if speakable != self._speakable:
            self._speakable = speakable
            self.voicesChanged.emit()

    def _give_up(self) -> None:
        if self._voice:
            self._voice.kill()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self, *_: object) -> None:
        unsaid = self._unsaid
        if self._voice:
            self._voice.deleteLater()
            self._forget(self._voice)
        self._know(frozenset())
        self._recover.start()
        if self._failed_before:
            self._not_before = QDeadlineTimer(RETRY_MS)
        self._failed_before = not self._failed_before
        if self._failed_before and unsaid:
            self._send(unsaid)

    def _forget(self, voice: QProcess) -> None:
        voice.finished.disconnect(self._ended)
        voice.errorOccurred.disconnect(self._failed)
        voice.finished.connect(voice.deleteLater)
        self._voice = None
        self._owed = 0
        self._unsaid = None
        self._patience.stop()
