"""``recording.json``: the article's metadata, and when each section, sentence and word is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

from baonoi.model import Recording
from baonoi.publish.times import Said, sentences, tokens

VERSION = 1


def write_manifest(recording: Recording, files: list[str], file: BinaryIO) -> None:
    """Write the manifest section by section; ``files`` names the sections' files."""
    head = json.dumps(_head(recording), ensure_ascii=False)
    file.write(head.removesuffix("}").encode("utf-8") + b', "sections": [\n')
    for number, section in enumerate(sections(recording, files)):
        file.write(b",\n" if number else b"")
        file.write(json.dumps(section, ensure_ascii=False).encode("utf-8"))
    estimated = json.dumps(recording.timeline.estimated)
    file.write(f'\n], "estimated": {estimated}}}\n'.encode())


def _head(recording: Recording) -> dict[str, Any]:
    article, timeline, voice = recording.article, recording.timeline, recording.voice
    return {
        "version": VERSION,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "url": article.url,
        "voice": voice.name,
        "label": voice.label,
        "engine": voice.engine,
        "passed_over": [
            {"voice": name, "reason": reason} for name, reason in recording.passed_over
        ],
        "sample_rate": timeline.sample_rate,
        "duration": _seconds(timeline.samples, timeline.sample_rate),
    }


def sections(recording: Recording, files: list[str]) -> Iterator[dict[str, Any]]:
    """The sections as the manifest holds them, one at a time."""
    timeline = recording.timeline
    rate = timeline.sample_rate
    by_section = groupby(sentences(recording), lambda said: said.section)
    for (number, said), file in zip(by_section, files, strict=True):
        listed = [_sentence(each, rate) for each in said]
        start, end = timeline.sections[2 * number : 2 * number + 2]
        yield {
            "heading": recording.script.sections[number].heading,
            "start": _seconds(start, rate),
            "end": _seconds(end, rate),
            "file": file,
            "sentences": listed,
        }


def _sentence(said: Said, rate: int) -> dict[str, Any]:
    text = said.text
    return {
        "role": said.passage.role.value,
        "written": text.written,
        "spoken": text.spoken,
        "start": _seconds(said.start, rate),
        "end": _seconds(said.end, rate),
        "words": [
            {
                "written": text.written[span.start : span.end],
                "spoken": text.spoken[span.spoken_start : span.spoken_end],
                "from": span.start,
                "to": span.end,
                "start": _seconds(start, rate),
                "end": _seconds(end, rate),
            }
            for span, start, end in tokens(text, said.words)
        ],
    }


def _seconds(samples: int, rate: int) -> float:
    """To the microsecond: finer than a sample."""
    return round(samples / rate, 6)
