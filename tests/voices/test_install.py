"""``baonoi voices install``, as a person sees it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from click.testing import CliRunner, Result
from conftest import NANO
from hub import Fault, Hub

from baonoi.cli.installing import adapted
from baonoi.cli.voices import command as voices
from baonoi.errors import UsageError, VoiceError
from baonoi.voices import shelf

PIPER = "rhasspy/piper-voices"
LARGEST = "codec_decoder.onnx"
WEIGHTS = shelf.all_weights()["vieneu-v3-nano"]


@pytest.fixture
def depot(hub: Hub) -> Hub:
    lot = random.Random(1)
    files = {path: lot.randbytes(12_000) for path, _ in WEIGHTS.files}
    hub.repositories[NANO].commit({**files, LARGEST: lot.randbytes(900_000)})
    return hub


def run(*words: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(voices, words, catch_exceptions=False)


def started(*words: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-c",
        "\n".join([*before, "from baonoi.cli.app import main; main()"]),
    ]
    pipes = subprocess.PIPE
    return subprocess.Popen([*command, "voices", *words], stdout=pipes, stderr=pipes, text=True)


def test_size_and_licence_are_told_before_it_begins(depot: Hub) -> None:
    depot.faults = [Fault("text_encoder.onnx", "status")]
    with pytest.raises(VoiceError):
        run("install", "huu-quan")
    process = started("install", "huu-quan")
    out, err = process.communicate(timeout=120)
    commit = depot.repositories[NANO].newest[:12]
    assert (process.returncode, out) == (4, "")
    assert err.splitlines() == [
        f"baonoi: Giọng nam (Hữu Quân): 6 files, 1.0 MB, from {NANO} at {commit}; "
        "licence: apache-2.0",
        "baonoi: The voice huu-quan could not be downloaded (HTTP 503).",
        "  Run `baonoi voices install huu-quan` again; it goes on where it stopped.",
    ]
    depot.faults = []
    done = run("install", "huu-quan")
    assert done.stdout == f"{WEIGHTS.folder}\n"
    assert "1.0 MB" in done.stderr
    assert run("install", "xuan-tien").stderr == "", "it stands there already"


def test_a_hub_that_cannot_be_reached_is_two_lines(
    depot: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    process = started("install", "huu-quan")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (4, "")
    assert err.splitlines() == [
        "baonoi: The voice huu-quan could not be downloaded (the hub cannot be reached).",
        "  Run `baonoi voices install huu-quan` again; it goes on where it stopped.",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_an_interrupt_keeps_what_came(depot: Hub) -> None:
    depot.faults = [Fault(LARGEST, "stalls", times=1)]
    process = started("install", "huu-quan")
    assert depot.stalled.wait(60)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    run("install", "huu-quan")
    assert shelf.fault(WEIGHTS) == ""
    names = [asked.split()[0] for asked in depot.asked]
    assert names.count("api") == 1, "the commit is resolved once"
    assert names.count("text_encoder.onnx") == 1
    assert names.count(LARGEST) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more(depot: Hub) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    process = started("install", "huu-quan", before=[limit])
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert err.splitlines()[1:] == [
        f"baonoi: Cannot write {WEIGHTS.folder}: File too large.",
        "  Make room there, or name another folder in BAONOI_VOICES.",
    ]
    assert not (WEIGHTS.folder / LARGEST).exists()
    run("install", "huu-quan")
    assert shelf.fault(WEIGHTS) == ""
    assert f"{LARGEST} 0" in depot.asked
    assert any(asked.startswith(LARGEST) and not asked.endswith(" 0") for asked in depot.asked)


@pytest.mark.parametrize(
    "words", [("install", "huu-quan", "--offline"), ("--offline", "install", "huu-quan")]
)
def test_nobody_is_asked_offline(depot: Hub, words: tuple[str, ...]) -> None:
    with pytest.raises(VoiceError, match="network is not to be used"):
        run(*words)
    assert depot.asked == []


def test_piper_s_voice_comes_from_the_same_shelf(hub: Hub) -> None:
    """What the hub states alone does not make it the voice that is meant."""
    weights = shelf.all_weights()["vais1000"]
    hub.repositories[PIPER] = type(hub.repositories[NANO])("mit")
    hub.repositories[PIPER].commit({path: os.urandom(20_000) for path, _ in weights.files})
    with pytest.raises(VoiceError, match="is not the voice vais1000"):
        run("install", "vais1000")
    assert not any(weights.file(path).exists() for path, _ in weights.files)


def test_what_cannot_be_installed() -> None:
    with pytest.raises(UsageError) as caught:
        run("install", "nam-minh")
    assert str(caught.value.fields["voices"]).startswith("huu-quan, xuan-tien")


def test_a_voice_whose_package_is_missing_says_so(
    depot: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.voices.vieneu.LIBRARIES", ("no_such_package",))
    err = run("install", "huu-quan").stderr.splitlines()
    assert err[1:] == [
        "baonoi: huu-quan cannot speak yet: VieNeu-TTS is not installed",
        "  " + adapted("pip install 'baonoi[vieneu]'"),
    ]
