"""What the tags of a recording, or of one section of it, tell in every format."""

from __future__ import annotations

from dataclasses import replace

from baonoi.model import Article, Chapter, Cover, Metadata, Recording, Role

ALBUM = "Báo Nói"
LANGUAGE = "vie"
"""Vietnamese in ISO 639-2."""
_ASIDE = (Role.TITLE, Role.DATELINE, Role.BYLINE, Role.CAPTION, Role.NOTE, Role.CODE)
"""What a stream's tag leaves out."""
OPENING = "Mở đầu"
"""What the section without a heading is called."""


def of_whole(recording: Recording) -> Metadata:
    """Of all sections together."""
    every = chapters(recording)
    return _metadata(
        recording,
        range(len(recording.script.sections)),
        title=recording.article.title,
        album=ALBUM,
        chapters=every if len(every) > 1 else (),
    )


def of_section(recording: Recording, number: int) -> Metadata:
    """Of one section, counted from zero; the article is its album."""
    return _metadata(
        recording,
        range(number, number + 1),
        title=section_title(recording, number),
        album=recording.article.title,
        track=f"{number + 1}/{len(recording.script.sections)}",
    )


def of_stream(article: Article, cover: Cover | None = None) -> Metadata:
    """Of all sections before any is made: nothing is known of times."""
    texts = [article.title]
    texts += [block.text for _, block in article.blocks() if block.role not in _ASIDE]
    return _about(article, texts, title=article.title, album=ALBUM, cover=cover)


def chapters(recording: Recording) -> tuple[Chapter, ...]:
    """The sections, one right after another."""
    starts = recording.timeline.sections[::2].tolist()
    ends = [*starts[1:], recording.timeline.samples]
    return tuple(
        Chapter(section_title(recording, number), start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def section_title(recording: Recording, number: int) -> str:
    """A section's heading; the opening's stands in for it, and the article's where it is alone."""
    sections = recording.script.sections
    if len(sections) == 1:
        return sections[0].heading or recording.article.title
    return sections[number].heading or OPENING


def _metadata(
    recording: Recording,
    numbers: range,
    *,
    title: str,
    album: str,
    chapters: tuple[Chapter, ...] = (),
    track: str | None = None,
) -> Metadata:
    timeline, sections = recording.timeline, recording.script.sections
    before = sum(
        len(passage.sentences)
        for section in sections[: numbers.start]
        for passage in section.passages
    )
    passages = [passage for number in numbers for passage in sections[number].passages]
    texts = [text.written for passage in passages for text in passage.sentences]
    starts = timeline.sentences[2 * before : 2 * (before + len(texts)) : 2]
    origin = timeline.sections[2 * numbers.start] if numbers.start else 0
    written = [" ".join(text.written for text in passage.sentences) for passage in passages]
    about = _about(recording.article, written, title=title, album=album, cover=recording.cover)
    return replace(
        about,
        lines=tuple(zip(texts, (start - origin for start in starts), strict=True)),
        chapters=chapters,
        sample_rate=timeline.sample_rate,
        track=track,
    )


def _about(
    article: Article, texts: list[str], *, title: str, album: str, cover: Cover | None
) -> Metadata:
    return Metadata(
        title=title,
        artist=article.source,
        album=album,
        date=article.published.strftime("%Y-%m-%d") if article.published else None,
        url=article.url,
        text="\n\n".join(texts),
        cover=cover,
    )
