"""``recording.json``: the article's metadata, and when each section, sentence and word is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, BinaryIO

from baonoi.model import Recording
from baonoi.publish.audio import Part
from baonoi.publish.cover import file_name
from baonoi.publish.library import BULLETIN
from baonoi.publish.times import TimedSentence, sentences, tokens

VERSION = 1


def write_manifest(
    recording: Recording,
    files: Sequence[str | Part],
    file: BinaryIO,
    revision: str = "",
    also: Mapping[str, Any] | None = None,
) -> None:
    """Write the manifest sentence by sentence.

    Args:
        recording: what it tells of.
        files: names of the sections' files, or which part of one each is.
        file: takes UTF-8.
        also: what else it tells at its head.
        revision: the folder beside it that has all other files; none where they are beside it.
    """
    folder = f"{revision}/" if revision else ""
    head = {**_head(recording, revision), **(also or {})}
    file.write(_opened(head, "sections"))
    rate = recording.timeline.sample_rate
    by_section = groupby(sentences(recording), lambda said: said.section)
    for (number, said), name in zip(by_section, files, strict=True):
        file.write(b",\n" if number else b"")
        told = _section(recording, number) | _place(folder, name)
        file.write(_opened(told, "sentences"))
        for place, each in enumerate(said):
            file.write(b",\n" if place else b"")
            file.write(json.dumps(_sentence(each, rate), ensure_ascii=False).encode("utf-8"))
        file.write(b"\n]}")
    estimated = json.dumps(recording.timeline.estimated)
    file.write(f'\n], "estimated": {estimated}}}\n'.encode())


def _opened(told: dict[str, Any], name: str) -> bytes:
    """An object whose last member, a list, is still to be written."""
    return json.dumps({**told, name: []}, ensure_ascii=False).removesuffix("]}").encode() + b"\n"


def _head(recording: Recording, revision: str) -> dict[str, Any]:
    article, timeline, voice = recording.article, recording.timeline, recording.voice
    folder = f"{revision}/" if revision else ""
    return {
        "version": VERSION,
        **({"revision": revision} if revision else {}),
        **({"kind": BULLETIN} if article.bulletin else {}),
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "url": article.url,
        "incomplete": article.incomplete,
        "voice": voice.name,
        "label": voice.label,
        "engine": voice.engine,
        "ai_content": True,
        **({"cover": folder + file_name(recording.cover)} if recording.cover else {}),
        "passed_over": [
            {"voice": name, "reason": reason} for name, reason in recording.passed_over
        ],
        "sample_rate": timeline.sample_rate,
        "duration": _seconds(timeline.samples, timeline.sample_rate),
    }


def _place(folder: str, file: str | Part) -> dict[str, Any]:
    """Where a section's sound is; of a part, its first byte and the one after its last."""
    if isinstance(file, Part):
        return {"file": folder + file.file, "bytes": [file.start, file.end]}
    return {"file": folder + file}


def _section(recording: Recording, number: int) -> dict[str, Any]:
    timeline = recording.timeline
    start, end = timeline.sections[2 * number : 2 * number + 2]
    return {
        "heading": recording.script.sections[number].heading,
        "start": _seconds(start, timeline.sample_rate),
        "end": _seconds(end, timeline.sample_rate),
    }


def _sentence(said: TimedSentence, rate: int) -> dict[str, Any]:
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
