"""Natural voices on this machine, through VieNeu-TTS v3 Nano: once installed, no network."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from baonoi.common.tables import rows_under_head
from baonoi.model import Accent, Clip, Gender, Passage, Voice
from baonoi.told import Told
from baonoi.voices import shelf
from baonoi.voices.engine import Availability
from baonoi.voices.faults import unloadable, unsaid

if TYPE_CHECKING:
    from baonoi.voices.sound import Samples
    from baonoi.voices.vieneu.model import Model

VERSION = 1
"""Of the settings, and of how clauses are trimmed and joined."""
WEIGHTS = "vieneu-v3-nano"
LIBRARIES = ("vieneu", "sea_g2p", "onnxruntime")
CLAUSE_PAUSE, WORD_PAUSE = 0.2, 0.0
"""Seconds between two calls of a sentence, after a clause and inside one; a little air is around
what is said."""


class _Preset(NamedTuple):
    voice: Voice
    name: str
    """As the package has it."""


class VieneuEngine:
    """The model, with the presets of the table."""

    name = "vieneu"
    at_once = 1
    online = False

    def __init__(self) -> None:
        self._model: Model | None = None
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """Of the packages, the weights, the settings and the clauses."""
        from importlib.metadata import version

        from baonoi.voices.vieneu import clauses, phonemes

        weights = shelf.commit(shelf.all_weights()[WEIGHTS])[:12]
        packages = f"{version('vieneu')}/{version('sea-g2p')}"
        return f"{packages}/{weights}/{VERSION}/{clauses.VERSION}/{phonemes.VERSION}"

    def voices(self) -> Sequence[Voice]:
        """Four presets: a man and a woman of the north and of the south."""
        return [preset.voice for preset in _presets().values()]

    def weights(self, voice: Voice) -> shelf.Weights:
        """One for all."""
        return shelf.all_weights()[WEIGHTS]

    def availability(self, voice: Voice) -> Availability:
        """Whether the package and the weights are installed."""
        from importlib.util import find_spec

        if not all(find_spec(name) for name in LIBRARIES):
            return Availability(
                False, Told("{library} is not installed", library="VieNeu-TTS"), "mend-vieneu"
            )
        if fault := shelf.fault(self.weights(voice)):
            return Availability(False, fault, "mend-voice")
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage, a clause at a time.

        Raises:
            VoiceError: the voice cannot be loaded.
            SynthesisError: it could not say a sentence.
        """
        model = self._open(voice)
        for passage in passages:
            yield _say(model, passage, voice)

    def close(self) -> None:
        """Let the model go."""
        with self._lock:
            self._model = None

    def _open(self, voice: Voice) -> Model:
        with self._lock:
            if self._model is None:
                folder = shelf.verified(self.weights(voice), voice.name)
                self._model = _load(folder)
            return self._model


@cache
def _presets() -> dict[str, _Preset]:
    """By the voice's name."""
    found = {}
    for row in rows_under_head(Path(__file__).with_name("voices.tsv")):
        name, label, gender, accent, rank, preset = row
        kind = cast(Gender, gender), cast(Accent, accent)
        place = int(rank) if rank else None
        voice = Voice(name, label, "vieneu", *kind, rank=place, repeatable=True)
        found[name] = _Preset(voice, preset)
    return found


def _load(folder: Path) -> Model:
    try:
        from baonoi.voices.vieneu.model import Model

        return Model(folder)
    except Exception as error:  # whatever a broken package or file makes of the runtime
        raise unloadable(folder, error) from error


def _say(model: Model, passage: Passage, voice: Voice) -> Clip:
    from baonoi.voices.sound import Sound, silence, speech_bounds
    from baonoi.voices.vieneu.clauses import clauses
    from baonoi.voices.vieneu.model import RATE

    preset = _presets()[voice.name].name
    pcm = bytearray()
    ends = array("i")
    for text in passage.sentences:
        gap: Samples = silence(0, RATE)
        for clause in clauses(text):
            try:
                samples = model.say(clause.text, preset)
            except Exception as error:  # onnxruntime has no common base of its errors
                raise unsaid(voice, text, error) from error
            start, end = speech_bounds(Sound(samples, RATE))
            pcm += gap.tobytes() + samples[start:end].tobytes()
            gap = silence(CLAUSE_PAUSE if clause.ends else WORD_PAUSE, RATE)
        ends.append(len(pcm) // 2)
    return Clip(bytes(pcm), RATE, ends, array("i"), voice.name)
