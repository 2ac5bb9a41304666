"""Subtitles: SubRip and WebVTT. Their cues are joined to sentences, their times are markup.

Sources: W3C WebVTT; SubRip has no standard and is read as its common players read it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from baonoi.cleaner.candidate import Candidate, Room, flat, tidy
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.shape import ends_sentence
from baonoi.store.patterns import compile_pattern

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = compile_pattern(rf"[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t].*)?$")
_ASIDE = compile_pattern(r"(NOTE|STYLE|REGION)(?=\s|$)")
_HEADER = compile_pattern(r"WEBVTT(?=\s|$)")
_VOICE = compile_pattern(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_TAG = compile_pattern(
    r"</?(?:[bicusv]|font|ruby|rt|lang|span)(?:[. \t][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_SOUND = compile_pattern(r"(?:[\[(][^\[\]()]*[\])]|[♪♫#*\s])+$")
_NOTES = "♪♫"
_TURN = compile_pattern(r"(?:>>+|[-–—])\s*(?=\S)")
_NAMED = compile_pattern(r"([^\W\d_][^:.!?]{1,24}):\s*\S")
_PAUSE = 2.0
"""Seconds without a cue after which a new paragraph begins."""
_LONG = 400
"""Characters from which a paragraph ends with its next sentence."""
_LONGEST = 900
"""Characters after which one ends that has no sentence ends, as made by speech recognition."""
_ROLLING = 0.25
"""Seconds between two cues of which the second may repeat a line of the first."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """Lines that are shown together."""

    start: float
    end: float
    lines: tuple[str, ...]


def read(text: str) -> list[Candidate]:
    """The paragraphs of a file of subtitles, in order."""
    speech = _Speech()
    room = Room()
    for thing in _blocks(tidy(text).split("\n")):
        room.take(" ".join(thing.lines) if isinstance(thing, _Cue) else thing.text)
        if isinstance(thing, _Cue):
            speech.cue(thing)
        else:
            speech.beside(thing)
    speech.close()
    return speech.found


def _blocks(lines: list[str]) -> Iterator[_Cue | Candidate]:
    """The cues, and between them what no player shows."""
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        times = _TIMES.match(line)
        if times is not None:
            end = at + 1
            while end < len(lines) and not _begins_cue(lines, end):
                end += 1
            shown = tuple(x for x in map(flat, lines[at + 1 : end]) if x)
            clock = [int(part or 0) for part in times.groups()]
            yield _Cue(_seconds(clock[:4]), _seconds(clock[4:]), shown)
            at = end
        elif not line or _is_label(lines, at):
            at += 1
        elif at == 0 and _HEADER.match(line):
            head = line.removeprefix("WEBVTT").strip(" \t-")
            if head:
                yield Candidate(flat(head), field="subtitle header")
            at += 1
        else:
            known = _ASIDE.match(line)
            end = at + 1
            while end < len(lines) and lines[end].strip() and not _begins_cue(lines, end):
                end += 1
            rest = [line[known.end() :] if known else line, *lines[at + 1 : end]]
            text = flat(" ".join(rest))
            if text:
                yield Candidate(text, reason=Reason.HIDDEN)
            at = end


def _begins_cue(lines: list[str], at: int) -> bool:
    """Whether the text of a cue ends before a line: blank, and then times, a label or an aside.

    Blank lines inside a cue belong to it, as careless files have them.
    """
    if _TIMES.match(lines[at]):
        return True
    if lines[at].strip():
        return _is_label(lines, at) and lines[at].strip().isdigit()
    following = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), -1)
    if following < 0:
        return False
    line = lines[following].strip()
    return bool(_TIMES.match(line) or _ASIDE.match(line) or _is_label(lines, following))


def _is_label(lines: list[str], at: int) -> bool:
    """Whether a line is the number or the name of the cue whose times stand below it."""
    return at + 1 < len(lines) and _TIMES.match(lines[at + 1]) is not None


def _seconds(clock: list[int]) -> float:
    hours, minutes, seconds, thousandths = clock
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


class _Speech:
    """Joins cues to paragraphs."""

    def __init__(self) -> None:
        self.found: list[Candidate] = []
        self._parts: list[tuple[str, str]] = []
        """The lines of the paragraph under way, as written and as shown."""
        self._beside: list[Candidate] = []
        self._end = 0.0
        self._speaker = ""
        self._last = ""

    def beside(self, candidate: Candidate) -> None:
        """Something that is no speech: a paragraph under way goes on, and it stands behind it."""
        (self._beside if self._parts else self.found).append(candidate)

    def cue(self, cue: _Cue) -> None:
        """The next cue."""
        rested = cue.start - self._end > _PAUSE or cue.start < self._end - _LONG
        if self._parts and (rested and ends_sentence(self._parts[-1][1])):
            self.close()
        rolling = len(cue.lines) > 1 or cue.end - cue.start < _ROLLING
        rolling = rolling and abs(cue.start - self._end) < _ROLLING
        for line in cue.lines:
            self._line(line, rolling)
        self._end = cue.end

    def _line(self, line: str, rolling: bool) -> None:
        voice = _VOICE.search(line)
        if voice is not None and flat(voice[1]) != self._speaker:
            self.close()
            self._speaker = flat(voice[1])
            self.found.append(Candidate(self._speaker, field="speaker"))
        text = flat(html.unescape(_TAG.sub("", _VOICE.sub("", line))))
        if not text:
            return
        if rolling and text == self._last:
            self.beside(Candidate(text, reason=Reason.REPEAT))
            return
        self._last = text
        if _SOUND.match(text):
            self.beside(Candidate(text, field="sound"))
            return
        named = _NAMED.match(text)
        if named is not None and named[1].isupper():
            self.close()
        turn = _TURN.match(text)
        if turn is not None and (not self._parts or ends_sentence(self._parts[-1][1])):
            self.close()
        said = text[turn.end() :] if turn is not None and not self._parts else text
        self._parts.append((text, flat(said.strip(_NOTES + " "))))
        size = sum(len(part) for part, _ in self._parts)
        if size > (_LONG if ends_sentence(text) else _LONGEST):
            self.close()

    def close(self) -> None:
        """The paragraph ends."""
        text = " ".join(written for written, _ in self._parts)
        shown = " ".join(said for _, said in self._parts)
        if text:
            self.found.append(Candidate(text, shown=shown if shown != text else ""))
        self.found += self._beside
        self._parts.clear()
        self._beside.clear()
