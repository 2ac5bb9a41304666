"""The embedded voice: eSpeak NG in worker processes, with nothing to install and no network."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage, Voice
from baonoi.voices.engine import Availability
from baonoi.voices.espeak import respelling
from baonoi.voices.espeak.pool import Pool

SETTINGS_VERSION = 1
SETTINGS: dict[str, dict[str, str | int]] = {
    "espeak-nam-bac": {"voice": "vi", "rate": 195, "pitch": 55, "range": 50},
}
"""eSpeak NG's own parameters a voice; measured for pitch and for tones that stay apart."""

VOICES = (
    Voice(
        name="espeak-nam-bac",
        label="Giọng nam (miền Bắc)",
        engine="espeak",
        gender="male",
        accent="northern",
        word_times=True,
        repeatable=True,
        gain=1.0,
    ),
)


class EspeakEngine:
    """eSpeak NG from the wheel ``espeakng-loader``, one process a core."""

    name = "espeak"

    def __init__(self) -> None:
        self._pools: list[Pool] = []

    @property
    def version(self) -> str:
        """Of the library, the settings and the respelling."""
        return f"{version('espeakng-loader')}/{SETTINGS_VERSION}/{respelling.VERSION}"

    def voices(self) -> Sequence[Voice]:
        """Northern male."""
        return VOICES

    def availability(self, voice: Voice) -> Availability:
        """It is there wherever its wheel can be loaded."""
        try:
            import espeakng_loader

            espeakng_loader.get_library_path()
        except (ImportError, OSError) as error:
            return Availability(
                False, f"eSpeak NG cannot be loaded: {error}", "pip install espeakng-loader"
            )
        return Availability(True)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage in a library of its own.

        Raises:
            SynthesisError: the library refused a passage, or crashed on it twice.
        """
        import espeakng_loader

        settings = SETTINGS[voice.name]
        pool = Pool(str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path()))
        self._pools.append(pool)
        requests = (
            {
                "settings": settings,
                "sentences": [respelling.respell(text.spoken) for text in passage.sentences],
            }
            for passage in passages
        )
        for header, pcm, words in pool.run(requests):
            if "error" in header:
                raise SynthesisError(header["error"], "Run `baonoi doctor` to see what is amiss.")
            yield Clip(
                pcm, header["sample_rate"], array("i", header["sentences"]), words, voice.name
            )

    def close(self) -> None:
        """End the worker processes."""
        for pool in self._pools:
            pool.close()
        self._pools.clear()
