"""The spoken text while it grows: what was rewritten, and the spaces and marks that fit between."""

from __future__ import annotations

from baonoi.model import SemioticClass, Span, SpokenText
from baonoi.normalizer.reading import Reading
from baonoi.store.patterns import compile_pattern

MARKS = ",.;:?!…"
"""The marks that stay; the script turns them into pauses."""
_SPACES = " \t\u00a0\u202f"
_MARK_AHEAD = compile_pattern(r"[\"“”‘’'«»()\[\]{}|<> \x80-\x9f\u200b]{0,8}[,.;:?!…]")
_CLOSERS = frozenset(")]}”’»/")


class SpokenBuilder:
    """The written text up to a place, spelled out.

    Between two readings the spoken text is the written one, character for character.
    """

    __slots__ = ("_end", "_last", "_length", "_pieces", "_spans", "done", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done = 0
        """Up to where the written text has been dealt with."""
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._length = 0
        self._end = self._last = ""  # its last character, and the last that is no space

    def finish(self) -> SpokenText:
        """The whole, with what is left unchanged at its end."""
        if not self._spans:
            return SpokenText(self.text, self.text)
        rest = self.text[self.done :]
        self._close_up(rest[:1])
        self._pieces.append(rest)
        return SpokenText(self.text, "".join(self._pieces), tuple(self._spans))

    def add(self, start: int, reading: Reading, *, apart: bool = False) -> None:
        """Puts in a reading of what begins at a place.

        ``apart`` asks for a pause instead of a mere space before it: two numbers in a row.
        """
        end, spoken = reading.end, reading.spoken
        if reading.kind == SemioticClass.PAUSE or not spoken.strip():
            start, end, spoken = self._pause(start, end, spoken)
        elif spoken[0] in MARKS:
            if self.marked(start):
                start, end, spoken = self._pause(start, end, "")
            while start > self.done and self.text[start - 1] in _SPACES:
                start -= 1
        else:
            tail = self._tail(start)
            if tail and not tail.isspace():
                spoken = " " + spoken
            elif apart and start - 1 == self.done:
                start, spoken = start - 1, ", " + spoken
        following = self.text[end : end + 1]
        glued = following.isalpha() or following.isdecimal()
        if spoken and glued and not spoken[-1].isspace():
            spoken += " "
        gap = self.text[self.done : start]
        if spoken or gap:
            self._close_up((gap + spoken)[0])
        begin = self._length + len(gap)
        self._length = begin + len(spoken)
        self._pieces += (gap, spoken)
        self._spans.append(Span(start, end, begin, self._length, *reading[2:]))
        self.done = end
        if gap or spoken:
            added = spoken or gap
            self._end = added[-1]
            self._last = spoken.rstrip()[-1:] or gap.rstrip()[-1:] or self._last

    def _close_up(self, following: str) -> None:
        """Take back the space that a silent reading left, where a mark follows it after all."""
        if not following or following not in MARKS or not self._pieces or self._end != " ":
            return
        at = next((at for at in range(len(self._pieces) - 1, -1, -1) if self._pieces[at]), -1)
        if at % 2 == 0 or not self._pieces[at].endswith(" "):
            return  # a gap: its space is the written one
        self._pieces[at] = self._pieces[at][:-1]
        self._length -= 1
        self._end = self._last
        for index in range(at // 2, len(self._spans)):
            span = self._spans[index]
            self._spans[index] = span._replace(
                spoken_start=min(span.spoken_start, self._length),
                spoken_end=min(span.spoken_end, self._length),
            )

    def marked(self, start: int) -> bool:
        """Whether the last thing before a place is a mark, or nothing stands there at all."""
        while start > self.done and self.text[start - 1].isspace():
            start -= 1
        last = self.text[start - 1] if start > self.done else self._last
        return not last or last in MARKS

    def _tail(self, start: int) -> str:
        """The last character of the spoken text before a place of the written one."""
        return self.text[start - 1] if start > self.done else self._end

    def _pause(self, start: int, end: int, spoken: str) -> tuple[int, int, str]:
        """A comma where a clause may end, else at most the space that parts two words."""
        text = self.text
        while start > self.done and text[start - 1] in _SPACES:
            start -= 1
        while end < len(text) and text[end] in _SPACES:
            end += 1
        tail, following = self._tail(start), text[end : end + 1]
        if not tail or tail.isspace() or not following or following == "\n":
            return start, end, ""
        if following in _CLOSERS or _MARK_AHEAD.match(text, end):
            return start, end, ""
        return start, end, ", " if spoken == "," and not self.marked(start) else " "
