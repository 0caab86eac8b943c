"""Comments that hold some words, found through an index from three characters on and by looking at each below.

Most Chinese and many Korean words have two characters, which an index of three (FTS5 trigram) never finds. Both ways
tell characters apart alike: upper and lower case are the same, by the table of cases that the index itself uses.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

import sqlcipher3.dbapi2 as sqlite

from kiosk.model import ChoiceId, Language, Level, VisitId
from kiosk.store.connection import Reader, Store, storage_errors

TRIGRAM = 3
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
"""ASCII as East Asian keyboards also write it, as wide as a character."""
CASED_UNTIL = 0x1F000
"""No character above has an upper or a lower case."""
FOUND = """
    SELECT comment.visit, comment.at, comment.day, comment.kiosk_id, comment.place, comment.language, comment.text,
           comment.flag,
           (SELECT level FROM answers AS rating WHERE rating.visit = comment.visit AND rating.level IS NOT NULL
            ORDER BY rating.revision DESC LIMIT 1),
           (SELECT choices FROM answers AS chosen
            WHERE chosen.visit = comment.visit AND chosen.choices IS NOT NULL AND chosen.scale IS NULL
            ORDER BY chosen.revision DESC LIMIT 1),
           suspects.rule
    FROM comments AS comment LEFT JOIN suspects ON suspects.visit = comment.visit AND suspects.standing = 1
    WHERE {day} BETWEEN ? AND ? {words}
    ORDER BY comment.day DESC, unixepoch(comment.at, 'subsec') DESC, comment.visit, comment.question,
             comment.revision"""
INDEXED = "comment.id IN (SELECT rowid FROM comments_fts WHERE comments_fts MATCH ?)"
LOOKED_AT = "instr(comment.text, ?)"


@dataclass(frozen=True, slots=True)
class Found:
    """A comment with the face and the touchpoints of the same visit as they stood at the end; at is ISO 8601.

    flag is greeting or mash where the words say nothing else, suspect the rule by which the visit looks like play.
    """

    visit: VisitId
    at: str
    day: date
    kiosk_id: str
    place: str
    language: Language
    text: str
    level: Level | None
    reasons: tuple[ChoiceId, ...]
    flag: str | None
    suspect: str | None


def search(source: Reader | Store, words: Sequence[str], first: date, last: date) -> list[Found]:
    """The comments of a period that hold every one of these words, newest first; without words all of them.

    A word is any run of characters, also inside a longer one; nothing in it has a meaning of its own. It is found in
    any case, however its accents and syllables are put together (NFC, NFD), and as wide or as narrow as keyboards
    write it. Raises StorageError.
    """
    conditions, values = _conditions([word for word in words if word])
    day = "+comment.day" if INDEXED in conditions else "comment.day"  # the fewer rows lead: those that the index names
    sql = FOUND.format(day=day, words="".join(f" AND ({condition})" for condition in conditions))
    with storage_errors("the comments cannot be searched"):
        rows = source.database.execute(sql, [first.isoformat(), last.isoformat(), *values]).fetchall()
    return [
        Found(VisitId(visit), at, date.fromisoformat(on), kiosk, place, Language(language), text,
              None if level is None else Level(level), tuple(json.loads(reasons or "[]")), flag, suspect)
        for visit, at, on, kiosk, place, language, text, flag, level, reasons, suspect in rows
    ]  # fmt: skip


def spellings(word: str) -> tuple[str, ...]:
    """The ways in which the same word may have been written."""
    plain = unicodedata.normalize("NFKC", word)
    composed, parted = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    return tuple(dict.fromkeys((word, composed, parted, plain, plain.translate(WIDE))))


def _conditions(words: Sequence[str]) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    for word in words:
        ways = spellings(word)
        long = [way for way in ways if len(way) >= TRIGRAM]
        short = [cased for way in ways if len(way) < TRIGRAM for cased in _cased(way)]
        conditions.append(" OR ".join([INDEXED] * bool(long) + [LOOKED_AT] * len(short)))
        values += [" OR ".join(map(_phrase, long))] * bool(long) + short
    return conditions, values


def _phrase(text: str) -> str:
    """As FTS5 takes it for nothing but text."""
    return '"' + text.replace('"', '""') + '"'


def _cased(text: str) -> Iterator[str]:
    """The text in all its cases."""
    cases = _cases()
    return map("".join, product(*(cases.get(character, (character,)) for character in text)))


@cache
def _cases() -> Mapping[str, Sequence[str]]:
    """All characters that the index takes for the same one, by each of them; asked of SQLite, which goes by an older
    Unicode than Python. Some 40 ms, once.
    """
    connection = sqlite.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE given USING fts5 (text, content='', tokenize='trigram')")
    connection.execute("CREATE VIRTUAL TABLE seen USING fts5vocab (given, instance)")
    rows = ((code, f"a{chr(code)}b") for code in range(1, CASED_UNTIL) if _may_have_cases(chr(code)))
    connection.executemany("INSERT INTO given (rowid, text) VALUES (?, ?)", rows)
    same: dict[str, list[str]] = defaultdict(list)
    for term, code in connection.execute("SELECT term, doc FROM seen ORDER BY doc").fetchall():
        same[term[1]].append(chr(code))
    connection.close()
    return {character: group for group in same.values() for character in group}


def _may_have_cases(character: str) -> bool:
    cased = character.casefold() != character or character.upper() != character or character.lower() != character
    return cased or character in "\ufffd\ufffe\uffff"
