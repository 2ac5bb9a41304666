"""Neural voices on this machine, through Piper: once installed, they need no network."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from baonoi.common.tables import rows_under_head
from baonoi.model import Accent, Clip, Gender, Passage, Voice
from baonoi.told import Told
from baonoi.voices import shelf
from baonoi.voices.engine import Availability
from baonoi.voices.espeak.respelling import VERSION as RESPELLING
from baonoi.voices.espeak.respelling import respell
from baonoi.voices.faults import unloadable, unsaid

if TYPE_CHECKING:
    from piper import PiperVoice

VERSION = 1
"""Of the settings, and of how its chunks are trimmed and joined."""
SETTINGS = ".json"
"""What the name of a model's settings has behind it."""


def voice_of_file(name: str) -> Voice:
    """A voice file of one's own; whether a man or a woman speaks is not written in it."""
    return Voice(name, Path(name).stem, "piper", "unknown")


class PiperEngine:
    """Piper, with the voices that are installed and files of one's own."""

    name = "piper"
    at_once = 1
    online = False

    def __init__(self) -> None:
        self._loaded: dict[str, PiperVoice] = {}

    @property
    def version(self) -> str:
        """Of the library, the settings and the respelling."""
        from importlib.metadata import version

        return f"{version('piper-tts')}/{VERSION}/{RESPELLING}"

    def voices(self) -> Sequence[Voice]:
        """Those that can be installed."""
        return [voice for voice, _ in _installable().values()]

    def weights(self, voice: Voice) -> shelf.Weights:
        """The voice's own."""
        return _installable()[voice.name][1]

    def availability(self, voice: Voice) -> Availability:
        """Whether Piper and the voice are installed."""
        from importlib.util import find_spec

        if find_spec("piper") is None:
            return Availability(
                False, Told("{library} is not installed", library="Piper"), "mend-piper"
            )
        if voice.name in _installable():
            if fault := shelf.fault(self.weights(voice)):
                return Availability(False, fault, "mend-voice")
            return Availability(True)
        if _own_file(voice):
            return Availability(True)
        return Availability(
            False,
            Told("{voice} or its .json is missing", voice=voice.name),
            Told("Give the path of a Piper voice."),
        )

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage, a sentence at a time.

        Raises:
            VoiceError: the voice cannot be loaded.
            SynthesisError: it could not say a sentence.
        """
        model = self._load(voice)
        for passage in passages:
            yield self._say(model, passage, voice)

    def _load(self, voice: Voice) -> PiperVoice:
        if voice.name not in self._loaded:
            from piper import PiperVoice

            model = _model(voice)
            try:
                self._loaded[voice.name] = PiperVoice.load(model)
            except Exception as error:  # whatever a broken file makes of the runtime
                raise unloadable(model, error) from error
        return self._loaded[voice.name]

    def _say(self, model: PiperVoice, passage: Passage, voice: Voice) -> Clip:
        import numpy as np
        from piper import SynthesisConfig

        from baonoi.voices.sound import Sound, speech_bounds

        rate = model.config.sample_rate
        # A sentence's loudness must not depend on its loudest sample.
        settings = SynthesisConfig(normalize_audio=False)
        vietnamese = model.config.espeak_voice.startswith("vi")
        pcm = bytearray()
        ends = array("i")
        for text in passage.sentences:
            spoken = respell(text.spoken, voice.accent) if vietnamese else text.spoken
            try:
                # Double brackets would be taken for phonemes.
                chunks = list(model.synthesize(spoken.replace("[", " "), settings))
            except Exception as error:  # onnxruntime has no common base of its errors
                raise unsaid(voice, text, error) from error
            samples = [chunk.audio_int16_array for chunk in chunks]
            sound = Sound(np.concatenate([np.zeros(0, np.int16), *samples]), rate)
            start, end = speech_bounds(sound)
            pcm += sound.samples[start:end].tobytes()
            ends.append(len(pcm) // 2)
        return Clip(bytes(pcm), rate, ends, array("i"), voice.name)

    def close(self) -> None:
        """Forget the loaded voices."""
        self._loaded.clear()


@cache
def _installable() -> dict[str, tuple[Voice, shelf.Weights]]:
    """The voices of the table by name, and what they need."""
    found = {}
    for row in rows_under_head(Path(__file__).with_name("voices.tsv")):
        name, label, gender, accent, rank, weights = row
        kind = cast(Gender, gender), cast(Accent, accent)
        voice = Voice(name, label, "piper", *kind, rank=int(rank))
        found[name] = voice, shelf.all_weights()[weights]
    return found


def _model(voice: Voice) -> Path:
    """The file of its model, which is what it should be.

    Raises:
        VoiceError: it is another than was installed.
    """
    if voice.name not in _installable():
        return Path(voice.name)
    _, weights = _installable()[voice.name]
    shelf.verified(weights, voice.name)
    return weights.file(weights.files[0][0])


def _own_file(voice: Voice) -> bool:
    """Whether a voice of one's own and its settings are there."""
    model = Path(voice.name)
    return model.is_file() and model.with_name(model.name + SETTINGS).is_file()
