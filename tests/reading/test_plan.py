"""Laid out when it is needed, and once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fake_voice import VOICE, article_of, spelled_out

from baonoi import normalizer
from baonoi.model import Article, Block, Glossary, Role, Section, SpokenText
from baonoi.normalizer import normalize
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import Plan, script_of
from baonoi.reading.source import understand
from baonoi.script import lay_out as lay_out_by

LONG = article_of(["Một."] * 50, ["Hai."] * 50, title="Bài dài")


class Counting:
    """Spells out as it is written, and counts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> SpokenText:
        self.texts.append(text)
        return SpokenText(text, text)


def test_the_first_passage_waits_for_one_block_behind_it() -> None:
    say = Counting()
    with spelled_out(say):
        plan = Plan(LONG, VOICE)
        assert say.texts == []
        passages = plan.passages()
        assert next(passages).passage.sentences[0].spoken == "Bài dài"
        assert say.texts == ["Bài dài", "Một."]
        next(passages)
        assert len(say.texts) == 3


def test_what_was_laid_out_stays_so() -> None:
    say = Counting()
    with spelled_out(say):
        plan = Plan(LONG, VOICE)
        one, other = plan.passages(), plan.passages()
        taken = [next(one), next(other), next(other), next(one)]
        assert taken[0] is taken[1]
        assert taken[2] is taken[3]
        rest = [*taken[:1], *taken[2:3], *one]
        assert rest == list(plan.passages())
        assert plan.script == plan.script
        assert len(say.texts) == 102  # the title, a hundred paragraphs, a heading


def test_it_is_the_script_of_the_article(seed: Path, article: Article) -> None:
    for each in (understand(str(seed)), article, LONG):
        plan = Plan(each, VOICE)
        script = plan.script
        assert script == script_of(each, VOICE)
        assert [laid_out.passage for laid_out in plan.passages()] == list(script.passages())
        ends = [laid_out.ends_script for laid_out in plan.passages()]
        assert ends == [False] * (len(ends) - 1) + [True]
        lasts = [laid_out for laid_out in plan.passages() if laid_out.last]
        assert [each.section for each in lasts] == list(range(len(script.sections)))
        assert [each.number + 1 for each in lasts] == [
            len(section.passages) for section in script.sections
        ]


def test_it_is_what_the_layout_makes_of_it_alone(article: Article) -> None:
    with spelled_out(normalize):
        assert script_of(article, VOICE) == lay_out_by(article, normalize)


def test_the_options_say_what_is_read(article: Article) -> None:
    def spoken(options: ReadingOptions) -> str:
        return " ".join(
            text.written
            for passage in script_of(article, VOICE, options).passages()
            for text in passage.sentences
        )

    assert "nhìn từ bờ bắc" not in spoken(ReadingOptions())
    assert "nhìn từ bờ bắc" in spoken(ReadingOptions(captions=True))


def test_a_lexicon_of_one_s_own(tmp_path: Path) -> None:
    path = tmp_path / "doc.tsv"
    path.write_text("QZX\tquy dét ích\n", encoding="utf-8")
    article = article_of(["Hội QZX họp sáng nay."])
    (passage,) = script_of(article, VOICE, ReadingOptions(lexicon=str(path))).passages()
    assert "quy dét ích" in passage.sentences[0].spoken


def test_how_much_there_is_to_read_is_known_before_anything_is_laid_out() -> None:
    say = Counting()
    with spelled_out(say):
        texts = [LONG.title, *(block.text for _, block in LONG.blocks())]
        assert Plan(LONG, VOICE).characters == sum(map(len, texts))
        assert say.texts == []


def test_a_voice_that_phrases_by_itself_is_not_told_where_to_breathe(seed: Path) -> None:
    article = understand(str(seed))
    told = script_of(article, VOICE)
    free = script_of(article, replace(VOICE, phrases=True))
    assert any(any(passage.rests) for passage in told.passages())
    assert not any(passage.rests for passage in free.passages())
    assert [p.sentences for p in told.passages()] == [p.sentences for p in free.passages()]


def test_what_parts_define_is_found_once_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[list[str]] = []
    find = normalizer.build_glossary

    def counted(texts: list[str]) -> Glossary:
        built.append(texts)
        return find(texts)

    monkeypatch.setattr(normalizer, "build_glossary", counted)
    whole, one, two = (
        Article(title, (Section(None, tuple(Block(Role.PARAGRAPH, text) for text in texts)),))
        for title, texts in (("", "ab"), ("Một", "ab"), ("Hai", "cd"))
    )
    Plan(whole, VOICE, parts=dict.fromkeys("ab", one) | dict.fromkeys("cd", two))
    assert built == [["", "a", "b"], ["Một", "a", "b"], ["Hai", "c", "d"]]
