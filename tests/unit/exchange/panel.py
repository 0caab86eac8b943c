"""A mapping that brings everything a survey on service quality can have, and a row for it."""

from __future__ import annotations

from kiosk.items import Cell, Form
from kiosk.model import QuestionId

MAPPING = """
source = "panel"
language = "en"
place = { column = "shop" }
[date]
column = "day"
formats = ["%Y-%m-%d"]
[rating]
column = "stars"
[[scale]]
name = "1–5"
min = 1
max = 5
levels = { bad = [1, 2], neutral = [3, 3], good = [4, 4], excellent = [5, 5] }
[dimensions]
on_time = "reliability"
[[items]]
form = "perceived"
min = 1
max = 5
not_rated = [9]
values = { "fully agree" = 5, "no idea" = 9 }
columns = { on_time = "P1", parking = "P2" }
dimensions = { parking = "access" }
[[items]]
form = "desired"
min = 1
max = 5
columns = { on_time = "E1", parking = "E2" }
[[items]]
form = "difference"
min = -2
max = 2
columns = { on_time = "D1" }
[[statements]]
min = 1
max = 7
columns = { value = "worth", satisfaction = "content", return = "again" }
[[statements]]
min = 0
max = 10
columns = { recommend = "tell" }
[[statements]]
min = 0
max = 1
values = { yes = 1, no = 0 }
columns = { promise = "true" }
[[statements]]
min = 1
max = 5
columns = { others = "rivals" }
[importance]
column = "most"
values = { "the car park" = "access" }
"""
ROW = {
    "shop": "north", "day": "2026-10-01", "stars": "4", "P1": "4", "P2": "3", "E1": "5", "E2": "5", "D1": "-1",
    "worth": "6", "content": "5", "again": "7", "tell": "9", "true": "yes", "rivals": "4", "most": "Reliability",
}  # fmt: skip


def question(form: str, dimension: str, item: str) -> QuestionId:
    """The id that an item's answers are stored under."""
    return Cell(Form(form), dimension, item).question


PERCEIVED = question("perceived", "reliability", "on_time")
