"""What a reading will come to, before anything is said: minutes, characters, requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baonoi.common.syllable_count import syllable_count
from baonoi.errors import nothing_to_say
from baonoi.model import Article, Passage, VoiceChoice
from baonoi.reading.fit import fit
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import Plan
from baonoi.voices import ClipCache, Host, clip_key
from baonoi.voices.engine import Engine, Foreseeing

SYLLABLE = 0.22
"""Seconds that a syllable takes with the pauses inside sentences, of voices that tell nothing else:
those of the embedded ones, whose `duration` in recording.json less the script's pauses it is."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One article in one voice."""

    seconds: float
    """Of the recording, about."""
    characters: int
    """Of the spoken text."""
    passages: int
    kept: int
    """Passages whose clips are kept, so that nobody need say them."""
    requests: int
    """That a service would be asked, for what is not kept."""

    def to_json(self) -> dict[str, Any]:
        """As an object of JSON, with minutes."""
        return {
            "minutes": round(self.seconds / 60, 2),
            "characters": self.characters,
            "passages": self.passages,
            "kept": self.kept,
            "requests": self.requests,
        }


def estimate(
    article: Article, choice: VoiceChoice, options: ReadingOptions, host: Host
) -> Estimate:
    """Lay the article out as that voice would read it, and say nothing.

    Raises:
        NoArticleError: there is nothing that can be said.
        VoiceError: the voice's engine cannot be loaded here.
    """
    session = host.session(choice.spec)
    clips = ClipCache()
    seconds = 0.0
    characters = passages = kept = requests = 0
    for laid_out in Plan(fit(article), choice.voice, options).passages():
        passage = laid_out.passage
        speech, asked = _foreseen(passage, choice, session)
        seconds += speech + sum(passage.pauses)
        characters += sum(len(text.spoken) for text in passage.sentences)
        passages += 1
        if clip_key(passage, choice.voice, session.version) in clips:
            kept += 1
        else:
            requests += asked
    if not passages:
        raise nothing_to_say()
    return Estimate(seconds, characters, passages, kept, requests)


def _foreseen(passage: Passage, choice: VoiceChoice, session: Engine) -> tuple[float, int]:
    """Seconds of speech, and requests."""
    if isinstance(session, Foreseeing):
        foreseen = session.foresee(passage.punctuated(), choice.spec.original or choice.voice)
        if foreseen is not None:
            return foreseen
    words = [word for text in passage.sentences for word in text.spoken.split()]
    return SYLLABLE / choice.spec.speed * sum(map(syllable_count, words)), int(session.online)
