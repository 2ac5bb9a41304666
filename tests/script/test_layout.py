from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from baonoi.model import Article, Block, Role, Section, SpokenText
from baonoi.script import FOREIGN, Selection, characters, dateline, lay_out


def as_written(text: str) -> SpokenText:
    return SpokenText(text, text)


def roles(article: Article, **wanted: bool) -> list[list[Role]]:
    script = lay_out(article, as_written, selection=Selection(**wanted))
    return [[passage.role for passage in section.passages] for section in script.sections]


def test_title_date_lead_sections_and_the_byline_last(article: Article) -> None:
    assert roles(article) == [
        [Role.TITLE, Role.DATELINE, Role.LEAD, Role.PARAGRAPH],
        [Role.HEADING, Role.LIST_ITEM, Role.LIST_ITEM, Role.BYLINE],
    ]


def test_captions_are_left_out_and_listed_unless_asked_for(article: Article) -> None:
    script = lay_out(article, as_written)
    assert [(left.role, left.reason) for left in script.left_out] == [(Role.CAPTION, "caption")]
    assert roles(article, captions=True)[0][3] is Role.CAPTION


def test_the_captions_of_a_photo_essay_are_read(article: Article) -> None:
    lead = Block(Role.LEAD, "Mùa nước nổi về trên cánh đồng Láng Linh.")
    pictures = tuple(
        Block(Role.CAPTION, f"Bà con {work} từ lúc trời chưa sáng.")
        for work in ("giăng lưới", "hái bông súng", "bơi xuồng đi chợ")
    )
    essay = replace(article, sections=(Section(None, (lead, *pictures)),))
    assert roles(essay)[0].count(Role.CAPTION) == 3
    assert lay_out(essay, as_written).left_out == ()
    told = Block(Role.PARAGRAPH, lead.text * 3)
    with_text = replace(article, sections=(Section(None, (lead, told, *pictures)),))
    assert Role.CAPTION not in roles(with_text)[0]
    two = replace(article, sections=(Section(None, (lead, *pictures[:2])),))
    assert Role.CAPTION not in roles(two)[0]


def test_notes_are_left_out_with_their_heading_unless_asked_for(article: Article) -> None:
    text = Block(Role.PARAGRAPH, "Cầu dài hơn cầu cũ.")
    heading = Block(Role.HEADING, "Chú thích")
    note = Block(Role.NOTE, "Theo số đo của tỉnh.")
    apart = replace(article, sections=(Section(None, (text,)), Section(heading, (note, note))))
    within = replace(article, sections=(Section(None, (text, heading, note, note)),))
    for noted in (apart, within):
        script = lay_out(noted, as_written)
        assert [left.text for left in script.left_out] == [heading.text, note.text, note.text]
        assert {left.reason for left in script.left_out} == {"note"}
        said = [role for section in roles(noted, notes=True) for role in section]
        assert said[2:] == [Role.PARAGRAPH, Role.HEADING, Role.NOTE, Role.NOTE, Role.BYLINE]


def test_programs_are_never_read(article: Article) -> None:
    code = Section(None, (Block(Role.PARAGRAPH, "Chạy thử:"), Block(Role.CODE, "print(1)")))
    everything = Selection(captions=True, notes=True)
    script = lay_out(replace(article, sections=(code,)), as_written, selection=everything)
    assert [(left.text, left.reason) for left in script.left_out] == [("print(1)", "code")]


def test_pauses_by_rank(article: Article) -> None:
    opening, after = lay_out(article, as_written).sections
    assert [passage.pauses[-1] for passage in opening.passages] == [0.9, 0.75, 0.75, 1.2]
    assert opening.passages[-1].pauses == (0.45, 1.2)
    assert [passage.pauses[-1] for passage in after.passages] == [0.7, 0.6, 0.6, 1.0]


def test_the_voices_pace_scales_every_pause(article: Article) -> None:
    slow = lay_out(article, as_written, pace=2.0)
    assert [passage.pauses[-1] for passage in slow.sections[1].passages] == [1.4, 1.2, 1.2, 2.0]


def test_a_title_made_of_the_first_words_is_not_said_twice(article: Article) -> None:
    section = Section(None, (Block(Role.PARAGRAPH, "Sáng nay trời mưa to ở Huế."),))
    untitled = replace(article, title="Sáng nay trời mưa…", sections=(section,))
    assert roles(untitled)[0][0] is Role.DATELINE
    assert roles(replace(untitled, title="Mưa to"))[0][0] is Role.TITLE


def test_the_date_is_said_with_weekday_and_time(article: Article) -> None:
    dated = lay_out(article, as_written).sections[0].passages[1]
    assert dated.sentences[0].written == "Thứ bảy, ngày 1/3/2025, 8:00"
    assert dateline(date(2024, 2, 9)) == "Thứ sáu, ngày 9/2/2024"


def test_what_has_no_word_in_it_is_listed_not_said(article: Article) -> None:
    empty = Section(Block(Role.HEADING, "***"), (Block(Role.PARAGRAPH, "…"),))
    script = lay_out(replace(article, sections=(empty,), byline=None), as_written)
    assert len(script.sections) == 1
    assert [left.text for left in script.left_out] == ["***", "…"]


def test_a_sentence_too_long_for_a_voice_gets_a_clause_pause(article: Article) -> None:
    long = "một hai ba bốn năm sáu bảy tám chín mười, " * 20 + "hết."
    section = Section(None, (Block(Role.PARAGRAPH, long),))
    passage = lay_out(replace(article, sections=(section,)), as_written).sections[0].passages[2]
    assert len(passage.sentences) > 1
    assert set(passage.pauses[:-1]) == {0.25}
    assert "".join(t.spoken for t in passage.sentences).replace(" ", "") == long.replace(" ", "")


def test_a_text_in_a_script_that_no_voice_reads_is_left_out_and_the_rest_is_read(
    article: Article,
) -> None:
    blocks = (
        Block(Role.PARAGRAPH, "Ông đồ viết câu đối treo trước cửa."),
        Block(Role.PARAGRAPH, "天增歲月人增壽"),
        Block(Role.PARAGRAPH, "Câu ấy chúc người thêm tuổi. 春滿乾坤. Ai cũng vui."),
        Block(Role.PARAGRAPH, "Здравствуйте"),
        Block(Role.PARAGRAPH, "…"),
    )
    script = lay_out(replace(article, sections=(Section(None, blocks),)), as_written)
    left = [(each.text, each.reason) for each in script.left_out]
    assert ("天增歲月人增壽", FOREIGN) in left
    assert ("Здравствуйте", FOREIGN) in left
    assert any("春滿乾坤" in text and reason == FOREIGN for text, reason in left)
    assert ("…", "nothing in it can be said") in left
    said = [t.spoken for p in script.passages() for t in p.sentences]
    assert any("Ai cũng vui." in text for text in said)


def test_how_much_will_be_said_is_known_before_it_is_laid_out(article: Article) -> None:
    for wanted in (Selection(), Selection(captions=True)):
        script = lay_out(article, as_written, selection=wanted)
        said = [text.written for each in script.passages() for text in each.sentences]
        assert characters(article, wanted) - sum(map(len, said)) in range(len(said))  # blanks


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CODE])
def test_what_is_not_wanted_is_left_out_and_told(article: Article, role: Role) -> None:
    wanted = Selection(captions=True, without=frozenset({role}))
    whole = lay_out(article, as_written, selection=Selection(captions=True))
    script = lay_out(article, as_written, selection=wanted)
    left = [each.text for each in script.left_out]
    assert role not in {passage.role for passage in script.passages()}
    said = [text.written for each in script.passages() for text in each.sentences]
    for passage in whole.passages():
        texts = left if passage.role is role else said
        assert all(any(text.written in each for each in texts) for text in passage.sentences)
    assert {each.reason for each in script.left_out} <= {"not wanted"}


def test_who_published_it_is_said_instead_of_the_date(article: Article) -> None:
    wanted = Selection(opening="Theo Báo Thử, sáng nay")
    first = [
        passage.sentences[0].written
        for passage in lay_out(article, as_written, selection=wanted).passages()
    ]
    assert first[:2] == [article.title, "Theo Báo Thử, sáng nay"]
    assert not any("tháng" in text or "Thứ bảy" in text for text in first)
    wanted = Selection(opening="Theo Báo Thử", without=frozenset({Role.DATELINE}))
    script = lay_out(article, as_written, selection=wanted)
    assert "Theo Báo Thử" in [each.sentences[0].written for each in script.passages()]
    assert any(each.role is Role.DATELINE for each in script.left_out)
