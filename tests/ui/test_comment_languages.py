"""A comment in each language, tapped on the real screen, is stored as it was written."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Shop
from tests.ui.test_keyboard_languages import TYPED


@pytest.mark.parametrize("language", TYPED)
def test_a_comment_is_stored_in_its_language(shop: Shop, language: str) -> None:
    _, strokes, expected = TYPED[language]
    shop.session.setLanguage(language)
    shop.hand.tap("face1")
    shop.hand.tap("addComment")
    shop.hand.wait_for("comment")
    shop.hand.type(strokes)
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    shop.settle()
    assert shop.rows("SELECT text, language FROM comments") == [(expected, language)]
