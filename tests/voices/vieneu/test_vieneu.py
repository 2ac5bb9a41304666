"""The real package on small graphs: heard, repeated bit for bit, and silent but for the voice."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import NANO, passage
from hub import Hub

from baonoi.errors import SynthesisError, VoiceError
from baonoi.model import VoiceRequest
from baonoi.voices import Host, choose, shelf, survey
from baonoi.voices.check import check
from baonoi.voices.sound import Sound, pauses
from baonoi.voices.vieneu import CLAUSE_PAUSE, VieneuEngine

pytest.importorskip("vieneu", reason="needs vieneu")
pytest.importorskip("onnx", reason="needs onnx")
import tiny

WEIGHTS = shelf.all_weights()["vieneu-v3-nano"]
STORY = passage(
    "Cây cầu mới qua sông đã thông xe vào sáng hôm nay.",
    "Người dân hai bờ rất phấn khởi, vì việc đi lại đã dễ dàng hơn trước nhiều, phà ngừng chạy từ "
    "trưa, và hai lề đi bộ rộng hai mét đã có người đi dạo từ sáng sớm.",
)
ARTICLE = (
    "Cầu mới thông xe\n\nSáng 9/2/2024, tỉnh đã khánh thành cây cầu dài 1,5 km, vốn 320 tỷ đồng. "
    "Người dân hai bờ rất phấn khởi.\n\nPhà ngừng chạy từ trưa nay."
)


@pytest.fixture
def depot(hub: Hub) -> Hub:
    hub.repositories[NANO].commit(tiny.files())
    return hub


@pytest.fixture
def installed(depot: Hub) -> Hub:
    shelf.install(WEIGHTS, "huu-quan")
    depot.asked.clear()
    return depot


def said(name: str, engine: VieneuEngine | None = None) -> Any:
    engine = engine or VieneuEngine()
    voice = next(voice for voice in engine.voices() if voice.name == name)
    (clip,) = engine.synthesize([STORY], voice)
    return clip


def test_what_is_said_is_whole_and_the_same_twice(installed: Hub) -> None:
    engine = VieneuEngine()
    first, again = said("huu-quan", engine), said("huu-quan", engine)
    afresh = said("huu-quan")
    check(first, STORY)
    assert first.sample_rate == 24_000
    assert bytes(first.pcm) == bytes(again.pcm) == bytes(afresh.pcm)
    assert len(first.sentences) == len(STORY.sentences)
    samples = np.frombuffer(first.pcm, "<i2")
    second = Sound(samples[first.sentences[0] :], 24_000)
    (pause,) = [end - start for start, end in pauses(second)]
    assert pause / 24_000 == pytest.approx(CLAUSE_PAUSE, abs=0.2)
    assert installed.asked == []


def test_every_voice_is_another(installed: Hub) -> None:
    engine = VieneuEngine()
    clips = {voice.name: bytes(said(voice.name, engine).pcm) for voice in engine.voices()}
    assert len(set(clips.values())) == len(clips) == 4
    assert {(voice.gender, voice.accent) for voice in engine.voices()} == {
        (gender, accent) for gender in ("male", "female") for accent in ("northern", "southern")
    }


def test_the_graphs_are_opened_once_for_all_and_with_half_the_cores(
    installed: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import onnxruntime

    opened: list[int] = []
    session = onnxruntime.InferenceSession

    def counted(path: str, options: Any, **how: Any) -> Any:
        opened.append(options.intra_op_num_threads)
        return session(path, options, **how)

    monkeypatch.setattr(onnxruntime, "InferenceSession", counted)
    monkeypatch.setattr("baonoi.voices.vieneu.model.cores", lambda: 4)
    engine = VieneuEngine()
    said("huu-quan", engine)
    said("ai-han", engine)
    assert opened == [2] * 4
    engine.close()
    said("ai-han", engine)
    assert len(opened) == 8


def test_it_is_given_our_words_and_never_more_than_it_can_say(
    installed: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sea_g2p

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it normalizes")

    asked: list[str] = []
    convert = sea_g2p.G2P.convert

    def heard(self: Any, text: str, **how: Any) -> Any:
        asked.append(text)
        return convert(self, text, **how)

    monkeypatch.setattr(sea_g2p.G2P, "convert", heard)
    monkeypatch.setattr(sea_g2p.Normalizer, "normalize", never)
    said("huu-quan")
    assert " ".join(asked) == " ".join(text.spoken for text in STORY.sentences)
    assert len(asked) == 3
    assert max(map(len, asked)) <= 140


def test_the_best_man_once_he_is_installed(depot: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAONOI_OFFLINE", "1")
    assert choose("nam").passed_over[-1] == ("huu-quan", "it is not installed")
    monkeypatch.setenv("BAONOI_OFFLINE", "0")
    shelf.install(WEIGHTS, "huu-quan")
    monkeypatch.setenv("BAONOI_OFFLINE", "1")
    assert choose("nam").voice.name == "huu-quan"
    assert choose("nu").voice.name == "xuan-tien"
    assert choose("vieneu").voice.name == "huu-quan"
    assert choose(VoiceRequest("nam", engine="espeak")).voice.name == "espeak-nam-bac"
    faster = choose(VoiceRequest("huu-quan", speed=1.5))
    with Host() as host:
        (clip,) = host.session(faster.spec).synthesize([STORY], faster.voice)
    assert len(said("huu-quan").pcm) / len(clip.pcm) == pytest.approx(1.5, abs=0.1)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "vieneu" else real(name)
    )
    (offer,) = [offer for offer in survey().offers if offer.voice.name == "huu-quan"]
    assert offer.availability.mend == "mend-vieneu"


def test_other_weights_are_another_version(installed: Hub) -> None:
    engine = VieneuEngine()
    assert shelf.commit(WEIGHTS)[:12] in engine.version


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # vieneu's, where it fails
@pytest.mark.parametrize("name", ["text_encoder", "config", "constants"])
def test_files_that_are_none(depot: Hub, name: str) -> None:
    depot.repositories[NANO].commit(tiny.files(**{name: b"\x00 nothing of the kind"}))
    shelf.install(WEIGHTS, "huu-quan")
    with pytest.raises(VoiceError) as caught:
        said("huu-quan")
    assert caught.value.code == "model-broken"
    del caught
    gc.collect()  # or the file is closed, and warned of, within another test


def test_a_bit_that_flips_after_the_installation(installed: Hub) -> None:
    file = WEIGHTS.folder / "codec_decoder.onnx"
    body = bytearray(file.read_bytes())
    body[-50] ^= 1
    file.write_bytes(body)
    with pytest.raises(VoiceError) as caught:
        said("huu-quan")
    assert caught.value.code == "model-altered"


def test_numbers_that_are_none_are_no_sound(
    installed: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = lambda self, *_, **__: np.full(9000, np.nan, np.float32)  # noqa: E731
    monkeypatch.setattr("vieneu.v3nano.OnnxV3NanoEngine.infer", nothing)
    with pytest.raises(SynthesisError, match="Cây cầu mới"):
        said("huu-quan")


def test_a_process_of_its_own_reads_an_article(installed: Hub, tmp_path: Path) -> None:
    """Nothing but our lines on standard error, no heavy library, no request, the same bytes."""
    source = tmp_path / "bai.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    code = (
        "import sys; sys.argv = ['baonoi', 'read', '--voice', 'huu-quan', *sys.argv[1:]]\n"
        "from baonoi.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "finally: print('modules', *sys.modules)"
    )
    sums = set()
    for number in ("1", "2"):
        folder = tmp_path / number
        done = subprocess.run(
            [sys.executable, "-c", code, "--offline", "-d", str(folder), str(source)],
            capture_output=True,
            text=True,
            env={**os.environ, "BAONOI_CACHE": str(folder / "cache")},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert all(line.startswith("baonoi: ") for line in done.stderr.splitlines()), done.stderr
        path, modules = done.stdout.splitlines()
        heavy = {"gradio", "librosa", "torch", "pandas", "scipy", "sklearn", "numba"}
        assert not heavy & set(modules.split())
        sums.add(hashlib.sha256(Path(path).read_bytes()).hexdigest())
        told = json.loads((Path(path).parent / "recording.json").read_text(encoding="utf-8"))
        assert (told["voice"], told["engine"]) == ("huu-quan", "vieneu")
    assert len(sums) == 1
    assert installed.asked == []
