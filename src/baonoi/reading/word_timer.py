"""When words are said, for voices that do not tell."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from baonoi.model import Utterance, Voice
from baonoi.voices import Host, rendered

if TYPE_CHECKING:
    from baonoi.script import LaidOut

Times = Sequence["array[int]"]
"""Of each sentence of a passage: start and end of each word in its own samples."""


class WordTimer:
    """Lays the embedded voice's rendering of a passage over it; several threads may ask.

    Only who keeps a recording asks, where sections are coded: no listener waits for it.
    """

    def __init__(self, voice: Voice, host: Host, passages: Iterable[LaidOut]) -> None:
        self._voice, self._host = voice, host
        self._passages = {(each.section, each.number): each.passage for each in passages}
        self._known: dict[tuple[int, int], Times] = {}
        """By section and passage: a recording may be coded again, as loud as it shall be."""

    def times(self, said: Sequence[Utterance]) -> Times:
        """Of the sentences of one passage, in order; as the voice tells them, where it does."""
        if all(each.words for each in said if each.text.spoken.split()):
            return [each.words for each in said]
        place = said[0].section, said[0].passage
        if place not in self._known:
            self._known[place] = self._reckoned(said)
        return self._known[place]

    def _reckoned(self, said: Sequence[Utterance]) -> Times:
        from baonoi.audio.word_times import estimate, warped

        ends = array("i")
        for each in said:
            ends.append((ends[-1] if ends else 0) + len(each.pcm) // 2)
        pcm = b"".join(each.pcm for each in said)
        passage = self._passages[said[0].section, said[0].passage].punctuated()
        words = [text.spoken.split() for text in passage.sentences]
        rate = said[0].sample_rate
        rendering = rendered(passage, self._voice, self._host)
        if rendering is None or len(rendering.words) != 2 * sum(map(len, words)):
            times = estimate(pcm, rate, ends, words)
        else:
            times = warped(pcm, rate, ends, words, rendering)
        found: list[array[int]] = []
        start = at = 0
        for end, some in zip(ends, words, strict=True):
            last = at + 2 * len(some)
            found.append(array("i", (time - start for time in times[at:last])))
            start, at = end, last
        return found
