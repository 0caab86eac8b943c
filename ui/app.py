"""The composition root: builds everything once and hands it on."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import PySide6.QtQuick  # noqa: F401 - without it the root window is not known as a QQuickWindow
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import ui.environment  # noqa: F401 - Qt reads it when the application is made
from kiosk.flow import Now, Timings
from kiosk.journal import Journal
from kiosk.lock import exclusive
from kiosk.model import Site
from kiosk.questions import Survey
from kiosk.survey.shelf import Shelf
from ui.first_finger import FirstFinger
from ui.fonts import load_fonts
from ui.keeper import Keeper, backup_command
from ui.keypad import Keypad
from ui.session import Planner, Session, clock
from ui.shop_day import ShopDay
from ui.speech.reader import read_aloud
from ui.speech.speaker import Speaker
from ui.writer import Writer

if TYPE_CHECKING:
    from ui.drawing import Drawing

QML = Path(__file__).resolve().parent / "qml"
EXIT_BUG = 70
"""Exit status after a fault of our own (EX_SOFTWARE); the service manager starts the kiosk again."""

QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger(__name__)


class Kiosk(QObject):
    """One window, its session and its writer.

    planner: what each visit is asked in its turn; None for the week's drawing, where the site asks for one.
    """

    def __init__(
        self,
        site: Site,
        survey: Survey,
        *,
        timings: Timings | None = None,
        source: str = "kiosk",
        motion: bool = True,
        now: Callable[[], Now] = clock,
        shelf: Shelf | None = None,
        planner: Planner | None = None,
    ) -> None:
        super().__init__()
        self.session = Session(site, survey, timings, now, planner)
        self.writer = Writer(site, survey, source)
        self._day = ShopDay(site, self.session, shelf)
        in_turn = planner is None and source == "kiosk" and site.rotation.share > 0
        self._draw = (lambda: self._drawing_of(site, survey)) if in_turn else None
        # A store's own file may be wrong, which is told before anything is on the screen.
        self._drawing = self._draw() if self._draw and site.rotation.own else None
        self.session.save.connect(self.writer.save)
        self.session.surveyChanged.connect(self.writer.use)
        self.session.forgetInput.connect(forget_copied)
        self.writer.saved.connect(self.session.answer_saved, Qt.ConnectionType.QueuedConnection)
        self.writer.failed.connect(self.session.answer_failed, Qt.ConnectionType.QueuedConnection)
        self.writer.usable.connect(self.session.store_found, Qt.ConnectionType.QueuedConnection)
        self.session.pulse.connect(self.writer.look)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML))
        self._engine.setInitialProperties({"session": self.session, "motion": motion})
        self._engine.load(QUrl.fromLocalFile(str(QML / "Kiosk" / "Main.qml")))
        window = self._engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            raise TypeError("Main.qml has no window")
        self.window = window
        self._finger = FirstFinger(window, lambda: float(window.property("pixelsPerMm")))
        self.keypad = Keypad(window)
        self.keypad.used.connect(self.session.touch)
        self.session.forgetInput.connect(self.keypad.forget)
        self.painted = False
        self.window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.SingleShotConnection)

    def _first_frame(self) -> None:
        self.painted = True
        self.writer.open()
        if self._draw is not None:
            self._drawing = self._drawing or self._draw()
            self._drawing.look()
        self._day.open()

    def _drawing_of(self, site: Site, survey: Survey) -> Drawing:
        from ui.drawing import Drawing  # noqa: PLC0415 - the first frame comes 30 ms sooner without the bank of items

        return Drawing(site, survey, self.session, self.writer)

    def close(self) -> None:
        """Finishes what is being saved and lets go of the store, the display and the sound card."""
        if lost := self.writer.close(self.session.waiting):
            log.error("%d answers that waited to be stored are lost; nobody was thanked for them", lost)
        self._day.close()
        del self._engine


def forget_copied() -> None:
    """Nothing copied, and nothing merely selected, which X11 keeps to be pasted too."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def application() -> QGuiApplication:
    """The one application object, with our typefaces known to it."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    if not isinstance(app, QGuiApplication):
        raise TypeError("an application without windows is already there")
    app.setApplicationName("moment")
    load_fonts()
    return app


def run(
    site: Site, *, windowed: bool = False, size: tuple[int, int] = (1280, 800), site_file: Path | None = None
) -> int:
    """Shows the kiosk until the process is ended; the exit status. site_file: where site was read, if it was named.

    Raises BadInputError for a wrong survey file, RunningError where a kiosk runs on the data folder already.
    """
    shelf = Shelf(site)
    with exclusive(site.data), logging_to(site.data):
        log.info("the kiosk starts on %s", site.data)
        return _show(site, shelf, backup_command(site, site_file), windowed=windowed, size=size)


def _show(site: Site, shelf: Shelf, backup: Sequence[str], *, windowed: bool, size: tuple[int, int]) -> int:
    app = application()
    crashes = crash_loudly()
    # Qt's loop never lets Python see Ctrl-C; every answer thanked for is on the disk, so the process may just end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    kiosk = Kiosk(site, shelf.current(clock().wall), shelf=shelf)
    keeper = Keeper(kiosk.session, backup)
    speakers: list[Speaker] = []
    kiosk.window.frameSwapped.connect(
        lambda: speakers.append(read_aloud(kiosk.window, kiosk.session, headphones_only=site.headphones_only)),
        Qt.ConnectionType.SingleShotConnection,
    )
    kiosk.window.resize(*size)
    (kiosk.window.show if windowed else kiosk.window.showFullScreen)()
    # In the kiosk's own X session no window manager gives the window the keyboard's focus.
    kiosk.window.requestActivate()
    # A fault before the loop runs cannot end the loop.
    status = EXIT_BUG if crashes else app.exec()
    for speaker in speakers:
        speaker.close()
    keeper.close()
    kiosk.close()
    return status


@contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Our own lines and Qt's, on stderr and in the data folder's files."""
    journal = Journal(folder)
    before = qInstallMessageHandler(_log_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        journal.close()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(context.category or "qt").log(QT_LEVELS.get(kind, logging.WARNING), "%s", message)


def crash_loudly() -> list[BaseException]:
    """A fault of our own ends the process instead of leaving a kiosk that looks alive; the faults so far."""
    crashes: list[BaseException] = []

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        crashes.append(error)
        log.critical("a fault of our own", exc_info=(kind, error, trace))
        QCoreApplication.exit(EXIT_BUG)

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    return crashes
