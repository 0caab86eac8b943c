"""What is said of a screen, as sentences in its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.model import Language

COMMAS = {Language("zh_CN"): "，", Language("zh_TW"): "，", Language("ja"): "、", Language("ar"): "، "}
UNSPACED = ("zh_CN", "zh_TW", "ja")
ENDINGS = ".!?。！？…؟:："


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a screen. The words are those of the shopper's language, by key."""

    screen: str
    language: Language
    words: Mapping[str, str]
    prompt: str = ""
    choices: Sequence[str] = ()
    """The names of all there is to choose from, in order."""
    rows: Sequence[Sequence[str]] = ()
    """Of each row of an item screen what it is about, and the words of its scale."""
    consent: str = ""
    number: str = ""
    """The number to take away, or ""."""
    seconds_left: int = 0
    warned: bool = False
    trouble: bool = False


def sentences(parts: Iterable[str], language: Language) -> str:
    """The parts one after another, each closed by the full stop of the language's script; empty ones are left out."""
    stop, gap = ("。", "") if language in UNSPACED else (".", " ")
    told = (part.strip() for part in parts)
    return gap.join(part if part[-1] in ENDINGS else part + stop for part in told if part)


def in_one_breath(parts: Iterable[str], language: Language) -> str:
    """The parts as one name, with the comma of the language's script between them; empty ones are left out."""
    comma, gap = COMMAS.get(language, ", "), "" if language in UNSPACED else " "
    told = [part for part in map(str.strip, parts) if part]
    return "".join(part + (gap if part[-1] in ENDINGS else comma) for part in told[:-1]) + "".join(told[-1:])


def screen_text(shown: Shown) -> str:
    """All that a screen says to those who see it. A notice covers the screen, so it is said instead of it."""
    return sentences(_notice(shown) or _screen(shown), shown.language)


def focused(name: str, chosen: bool | None, words: Mapping[str, str], language: Language) -> str:
    """An item that has the focus; `chosen` is None for one that cannot be chosen but only pressed."""
    state = "" if chosen is None else words["chosen" if chosen else "not_chosen"]
    return sentences([name, state], language) if name else ""


def _unsaid(row: Sequence[str], prompt: str) -> Sequence[str]:
    """Where one statement is all there is, the prompt has said it."""
    return row[1:] if row[0] == prompt else row


def _notice(shown: Shown) -> list[str]:
    words = shown.words
    if shown.trouble:
        return [words["trouble"], words["trouble_detail"]]
    if shown.warned:
        detail = words["still_there_detail"].replace("{seconds}", str(shown.seconds_left))
        return [words["still_there"], detail]
    return []


def _screen(shown: Shown) -> list[str]:
    words = shown.words
    match shown.screen:
        case "choices":
            return [shown.prompt, words["saved_choose"], *shown.choices]
        case "comment":
            return [shown.prompt, words["comment_hint"]]
        case "contact":
            return [shown.prompt, words["contact_hint"], shown.consent]
        case "thanks":
            number = [words["your_number"], " ".join(shown.number)] if shown.number else []
            return [words["thanks"], words["thanks_detail"], *number]
        case "kept" | "unavailable" as key:
            return [words[key], words[f"{key}_detail"]]
        case "asleep":
            return [words["wake"]]
        case "cleaning":
            return [words["cleaning"]]
        case _:
            rows = (in_one_breath(_unsaid(row, shown.prompt), shown.language) for row in shown.rows)
            return [shown.prompt, *shown.choices, *rows]
