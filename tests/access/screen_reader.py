"""What assistive technology does, driven line by line: finds things by role and name, and acts on them through AT-SPI.

Run by the system's own Python, which has pyatspi; it knows nothing of Moment. A request is a JSON list on one line of
standard input, its answer one JSON value on standard output:

["find", role, name]           waits until it is shown and can be used; what it is
["act", role, name, action]    the same, then does that one of its actions; what it was before
["press", name]                waits for anything of this name that can be pressed, and presses it; what it was before
["tappable"]                   everything shown that asks to be pressed, by its role or by its actions

An answer is {"role", "name", "actions", "checked", "size"}, or a list of them; null where nothing came up in time.
size is the width and height in pixels of the screen.
"""

import json
import sys
import time

import pyatspi
from gi.repository import GLib

APPLICATION = "moment"
PATIENCE_SECONDS = 10.0
LOOK_AGAIN_MS = 20
PRESSABLE = {"button", "radio button", "check box", "toggle button", "menu item", "link"}


class Thing:
    """One accessible that is shown and can be used."""

    def __init__(self, accessible, states):
        # "push button" became "button" in later versions of AT-SPI.
        self.role = accessible.getRoleName().removeprefix("push ")
        self.name = accessible.name
        self.checked = states.contains(pyatspi.STATE_CHECKED)
        extents = accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        self.size = [extents.width, extents.height]
        try:
            self._action = accessible.queryAction()
            self.actions = [self._action.getName(index) for index in range(self._action.nActions)]
        except NotImplementedError:
            self.actions = []

    def act(self, action):
        if action not in self.actions or not self._action.doAction(self.actions.index(action)):
            raise LookupError(f"{self.role} {self.name!r} does not {action!r}: it has {self.actions}")

    def told(self):
        return {
            "role": self.role, "name": self.name, "actions": self.actions, "checked": self.checked, "size": self.size
        }  # fmt: skip


def shown():
    """Everything on the screen that can be used, as it is now."""
    desktop = pyatspi.Registry.getDesktop(0)
    desktop.clear_cache()
    for application in desktop:
        if application is not None and application.name == APPLICATION:
            application.clear_cache()
            yield from below(application)


def below(accessible):
    for child in accessible:
        # An accessible may vanish while it is being looked at; then it is not there.
        if child is None:
            continue
        states = child.getState()
        if not states.contains(pyatspi.STATE_SHOWING):
            continue
        if states.contains(pyatspi.STATE_SENSITIVE):
            yield Thing(child, states)
        yield from below(child)


def wait_for(wanted):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            for thing in shown():
                if wanted(thing):
                    return thing
        except GLib.Error:
            pass  # the tree changed under our hands: look again
        # Until something on the screen is reported to have changed, or at the latest:
        GLib.timeout_add(LOOK_AGAIN_MS, lambda: False)
        GLib.MainContext.default().iteration(may_block=True)
    return None


def answer(what, *request):
    match what:
        case "tappable":
            return [thing.told() for thing in shown() if thing.role in PRESSABLE or "Press" in thing.actions]
        case "find":
            thing = wait_for(lambda thing: [thing.role, thing.name] == [*request])
            return thing and thing.told()
        case "press":
            thing = wait_for(lambda thing: thing.name == request[0] and "Press" in thing.actions)
            if thing is not None:
                thing.act("Press")
            return thing and thing.told()
        case "act":
            *wanted, action = request
            thing = wait_for(lambda thing: [thing.role, thing.name] == wanted)
            if thing is not None:
                thing.act(action)
            return thing and thing.told()
    raise ValueError(what)


if __name__ == "__main__":
    for line in sys.stdin:
        json.dump(answer(*json.loads(line)), sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()
