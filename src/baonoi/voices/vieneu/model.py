"""The neural model, through the package's public names: phonemes and a preset in, samples out."""

from __future__ import annotations

import hashlib
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from baonoi.common.log import Log
from baonoi.common.parallel import cores
from baonoi.voices.vieneu.phonemes import phonemes

if TYPE_CHECKING:
    from baonoi.voices.sound import Samples

_log = Log(__name__)

RATE = 24_000
"""Hz."""
STEPS = 16
"""In which noise becomes speech: the package's own number. Half of it is faster, and rougher."""
FULL = 32767


class Model:
    """The four graphs, opened once; every voice speaks through them."""

    def __init__(self, folder: Path) -> None:
        """Open the files in ``folder``. Nothing is fetched: all it needs is there.

        Raises:
            Exception: whatever broken files make of the runtime.
        """
        # What it would print on standard error is ours to tell.
        for name in ("Vieneu", "sea_g2p"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        from sea_g2p import G2P
        from vieneu import Vieneu

        threads = max(1, cores() // 2)  # hyperthreads hinder each other
        self._model: Any = Vieneu(mode="v3nano", onnx_dir=str(folder), threads=threads)
        self._phonemizer: Any = G2P("vi")
        self._unknown: set[str] = set()

    def say(self, text: str, preset: str) -> Samples:
        """One clause in the voice of a preset; the same text gives the same samples.

        Its normalizer is passed by: the text is spelled out already, and what it would make of
        *không tám* is not for it to say.

        Raises:
            ValueError: there is no such preset, or what the model makes is no sound.
        """
        voice = self._model.get_preset_voice(preset)
        said = phonemes(text, partial(self._phonemizer.convert, punc_norm=True))
        self._look_at(said)
        seed = int.from_bytes(hashlib.sha256(said.encode("utf-8")).digest()[:8], "big")
        wave = self._model.engine.infer(
            said, voice["speaker_emb"], voice["style"], steps=STEPS, seed=seed
        )
        if not np.isfinite(wave).all():
            raise ValueError("the model makes numbers that are none")
        samples: Samples = np.rint(np.clip(wave, -1.0, 1.0) * FULL).astype(np.int16)
        return samples

    def _look_at(self, said: str) -> None:
        """Tell of sounds the model does not know: it leaves them out in silence."""
        new = set(said) - set(self._model.engine.vocab) - self._unknown
        if new:
            self._unknown |= new
            _log.warning("vieneu: the model does not know %s", " ".join(sorted(new)))
