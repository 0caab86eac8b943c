"""A shopper in front of the installed kiosk: a finger on the X server, eyes that read by AT-SPI.

Run by the system's own Python, which has pyatspi; it knows nothing of Moment but its words:

    python3 shopper.py /usr/share/moment/languages/ko.toml good 감사합니다

Taps the face, opens the comment, finds the on-screen keyboard's keys by tapping about on it and reading what comes,
writes the word and sends it. Ends with an error where something does not come up, or the field holds anything else.
"""

import sys
import time
import tomllib
import unicodedata
from pathlib import Path

import pyatspi
from gi.repository import GLib

APPLICATION = "moment"
PATIENCE_SECONDS = 30.0
LETTER_SECONDS = 0.4
LOOK_AGAIN_SECONDS = 0.02
STILL_SECONDS = 0.4
BACKSPACE = 0xFF08
COLUMNS = 26
LINES = 10
# The keyboard's lowest line, its last quarter, has the keys that change the language or put the keyboard away.
LETTERS = 0.75
# Leading and trailing consonants and vowels of a syllable, and the letters on the keys, in Unicode's order.
LEADING = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TRAILING = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def letters(text):
    """The keys that write a Hangul text."""
    parts = ((0x1100, LEADING), (0x1161, VOWELS), (0x11A8, TRAILING))
    return [row[ord(sign) - first] for sign in unicodedata.normalize("NFD", text)
            for first, row in parts if 0 <= ord(sign) - first < len(row)]  # fmt: skip


def shown():
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.name == APPLICATION:
            application.clear_cache()
            yield from below(application)


def below(accessible):
    for child in accessible:
        # An accessible may vanish while it is being looked at; then it is not there.
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield child
            yield from below(child)


def place(accessible):
    return accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def wait_for(found, what, patience=PATIENCE_SECONDS):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if thing := found():
                return thing
        except GLib.Error:
            pass  # the tree changed under our hands: look again
        time.sleep(LOOK_AGAIN_SECONDS)
    raise TimeoutError(f"{what} did not come up; on the screen: {[each.name for each in shown() if each.name]}")


def standing_still(name):
    """Where a thing of this name is, once it can be used and no longer moves."""
    def spots():
        return [place(each) for each in shown() if each.name == name and is_usable(each)]

    def found():
        before = spots()
        time.sleep(STILL_SECONDS)
        return before and before == spots() and before[0]

    return wait_for(found, name)


def tap(x, y):
    for event in ("abs", "b1p", "b1r"):
        pyatspi.Registry.generateMouseEvent(round(x), round(y), event)
        time.sleep(LOOK_AGAIN_SECONDS)


def tap_name(name):
    spot = standing_still(name)
    tap(spot.x + spot.width / 2, spot.y + spot.height / 2)


class Comment:
    """The comment's field and the keyboard under it."""

    def __init__(self):
        self.field = wait_for(lambda: next((each for each in shown() if is_editable(each)), None), "the comment field")
        window = next(place(each) for each in shown() if each.getRoleName() == "frame")
        bottom = window.y + window.height
        # The keyboard slides in; what the screen reader knows of stands above it.
        top = wait_for(lambda: self._top(window, bottom), "the keyboard")
        self.area = (window.x, top, window.width, bottom - top)

    def _top(self, window, bottom):
        def lowest():
            spots = [place(each) for each in shown() if each.getRoleName() in {"button", "push button"}]
            return max(spot.y + spot.height for spot in (*spots, place(self.field)))

        before = lowest()
        time.sleep(STILL_SECONDS)
        return before if before == lowest() and before < bottom - window.height / 4 else None

    def text(self):
        return self.field.queryText().getText(0, -1)

    def clear(self):
        while self.text():
            pyatspi.Registry.generateKeyboardEvent(BACKSPACE, None, pyatspi.KEY_SYM)
            time.sleep(LOOK_AGAIN_SECONDS)

    def find_keys(self, wanted):
        """The spots of the wanted letters' keys."""
        x, y, width, height = self.area
        keys = {}
        for line in range(LINES):
            for column in range(COLUMNS):
                spot = (x + width * (column + 0.5) / COLUMNS, y + height * LETTERS * (line + 0.5) / LINES)
                tap(*spot)
                if letter := self._comes():
                    keys.setdefault(letter, spot)
                    self.clear()
                if wanted <= keys.keys():
                    return keys
        raise LookupError(f"no key for {''.join(sorted(wanted - keys.keys()))}; found {''.join(sorted(keys))}")

    def _comes(self):
        end = time.monotonic() + LETTER_SECONDS / 4
        while time.monotonic() < end and not self.text():
            time.sleep(LOOK_AGAIN_SECONDS)
        return self.text()

    def write(self, text):
        wanted = letters(text)
        keys = self.find_keys(set(wanted))
        for letter in wanted:
            before = self.text()
            tap(*keys[letter])
            wait_for(lambda before=before: self.text() != before, f"{letter} in the field")
        if self.text() != text:
            raise AssertionError(f"the keyboard wrote {self.text()!r}, not {text!r}")


def is_usable(accessible):
    return accessible.getState().contains(pyatspi.STATE_SENSITIVE)


def is_editable(accessible):
    return accessible.getState().contains(pyatspi.STATE_EDITABLE)


def main(language, level, comment):
    words = tomllib.loads(Path(language).read_text(encoding="utf-8"))
    tap_name(words["levels"][level])
    tap_name(words["shopper"]["add_comment"])
    Comment().write(comment)
    tap_name(words["shopper"]["send"])
    thanks = words["shopper"]["thanks"]
    wait_for(lambda: any(each.name.startswith(thanks) for each in shown()), thanks)
    sys.stdout.write(f"tapped {level}, wrote {comment}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
