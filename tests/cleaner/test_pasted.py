"""A paste is read as a whole, and what only the whole of it tells is added."""

import pytest
from newspaper import SENTENCES

from baonoi.cleaner import lines, pasted
from baonoi.cleaner.draft import Draft
from baonoi.model import Role

TITLE = "Trạm y tế mới trên nền sân kho cũ"


def read(*texts: str) -> Draft:
    draft = Draft(lines.read("\n\n".join(texts)))
    assert pasted.assign(draft)
    return draft


@pytest.mark.parametrize("text", ["Xin chào", "Chia sẻ", "Trời mưa to quá."])
def test_a_line_alone_is_a_text(text: str) -> None:
    assert read(text).verdicts == [Role.PARAGRAPH]


@pytest.mark.parametrize("text", ["***", "a" * 2000])
def test_what_is_no_word_is_no_text(text: str) -> None:
    assert not pasted.assign(Draft(lines.read(text)))


def test_title_and_bounds_are_found() -> None:
    draft = read(TITLE, *SENTENCES)
    assert draft.verdicts[0] is Role.TITLE
    assert (draft.title, draft.first, draft.body, draft.last) == (0, 0, 1, len(SENTENCES))


def test_bullets_are_items() -> None:
    draft = read(TITLE, *SENTENCES[:4], "• Gạo nếp của xã Suối Lìm", *SENTENCES[4:])
    assert draft.verdicts[5] is Role.LIST_ITEM


def test_a_note_below_is_kept_wherever_the_article_ended() -> None:
    marked = SENTENCES[5] + "[1]"
    draft = read(TITLE, *SENTENCES[:5], marked, "Chú thích", "[1] Theo sổ của trạm y tế xã.")
    assert draft.verdicts[-2:] == [Role.HEADING, Role.NOTE]
    assert draft.last == len(draft.verdicts) - 1
