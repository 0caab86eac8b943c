"""Whatever two or three kiosks have seen, flagged, cleared and erased: the shop's database is one and the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.merge.sides import DEEDS, GROWING, Address, Clear, Erase, Flag, Forget, Tap, content, do, fresh, merged

FEW = settings(max_examples=20, deadline=None)
TAP = Tap(1, 1, 0, 0, "en")


@given(DEEDS, DEEDS)
@example([TAP, Flag(1, "repeat", 5)], [TAP, Flag(1, "repeat", 5), Clear(1, 9)])
@example([Tap(1, 1, 0, 0, "ko")], [TAP])
@FEW
def test_the_order_of_two_does_not_matter_and_once_is_enough(ours, theirs):
    with TemporaryDirectory() as tmp:
        folder = Path(tmp)
        one, other = do(folder / "one", ours), do(folder / "other", theirs)
        before = content(other)
        both = fresh(folder / "both", one, other)
        assert content(both) == content(fresh(folder / "turned", other, one))
        once = content(both)
        merged(both, other, one, other)
        assert content(both) == once
        assert content(other) == before


@given(DEEDS, DEEDS, DEEDS)
@example([Address(1, said=False), Forget(1)], [Address(1, said=False)], [Erase("010-1234-5678", 0)])
@FEW
def test_the_order_of_three_does_not_matter(first, second, third):
    with TemporaryDirectory() as tmp:
        folder = Path(tmp)
        a, b, c = (do(folder / name, deeds) for name, deeds in zip("abc", (first, second, third), strict=True))
        row = content(fresh(folder / "row", a, b, c))
        assert content(fresh(folder / "turned", c, a, b)) == row
        pair = fresh(folder / "pair", b, c)
        assert content(fresh(folder / "late", a, pair)) == row


@given(DEEDS, DEEDS, st.lists(st.one_of(*GROWING), max_size=4))
@example([TAP], [TAP, Flag(1, "repeat", 5)], [Flag(1, None, 5)])
@example([TAP], [TAP], [Erase(1, 0)])
@FEW
def test_what_one_side_does_later_reaches_the_shop_as_if_it_had_been_there_at_once(ours, theirs, later):
    with TemporaryDirectory() as tmp:
        folder = Path(tmp)
        one, other = do(folder / "one", ours), do(folder / "other", theirs)
        shop = fresh(folder / "shop", one, other)
        do(other, later, later=60)
        merged(shop, other)
        assert content(shop) == content(fresh(folder / "at once", one, other))


def test_a_kiosk_and_a_copy_of_itself_are_that_kiosk(tmp_path):
    one = do(tmp_path / "one", [TAP, Tap(2, 4, 0, 0, "en"), Flag(1, "repeat", 1), Address(2, said=True)])
    assert content(fresh(tmp_path / "twice", one, one)) == content(one)
