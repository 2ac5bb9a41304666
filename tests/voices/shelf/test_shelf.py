"""Installing a voice: resumed, checked, and there as a whole or not at all."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import NANO
from hub import Fault, Hub, sha256

from baonoi.errors import BaonoiError, OutputError, VoiceError
from baonoi.voices import shelf
from baonoi.voices.shelf import hub as ours
from baonoi.voices.shelf import record

WEIGHTS = shelf.all_weights()["vieneu-v3-nano"]
LOT = random.Random(2)
FILES = {
    "text_encoder.onnx": LOT.randbytes(30_000),
    "duration_predictor.onnx": LOT.randbytes(20_000),
    "vector_estimator.onnx": LOT.randbytes(400_000),
    "codec_decoder.onnx": LOT.randbytes(600_000),
    "config.json": b'{"vocab": {}}',
    "constants.npz": LOT.randbytes(9_000),
}
"""The last two are small enough to be kept in git itself."""
LARGEST = "codec_decoder.onnx"
TOTAL = sum(map(len, FILES.values()))


@pytest.fixture
def depot(hub: Hub) -> Hub:
    hub.repositories[NANO].commit(FILES)
    return hub


def install(**how: Any) -> Path:
    return shelf.install(WEIGHTS, "huu-quan", **how)


def fails(kind: type[BaonoiError], code: str, **how: Any) -> BaonoiError:
    with pytest.raises(kind) as caught:
        install(**how)
    assert caught.value.code == code
    return caught.value


def names() -> set[str]:
    return {path.name for path in WEIGHTS.folder.iterdir()}


def is_whole() -> bool:
    return all((WEIGHTS.folder / name).read_bytes() == body for name, body in FILES.items())


def test_installed_once_and_recorded(depot: Hub) -> None:
    told: list[record.Record] = []
    seen: list[tuple[int, int]] = []
    folder = install(tell=told.append, progress=lambda have, size: seen.append((have, size)))
    assert folder == WEIGHTS.folder
    assert is_whole()
    assert names() == {*FILES, record.FILE, shelf.LOCK}
    assert seen == sorted(seen)
    assert seen[-1] == (TOTAL, TOTAL)
    commit = depot.repositories[NANO].newest
    assert [(each.size, each.licence, each.commit) for each in told] == [
        (TOTAL, "apache-2.0", commit)
    ]
    known = json.loads((folder / record.FILE).read_text(encoding="utf-8"))
    assert (known["repository"], known["commit"]) == (NANO, commit)
    assert {each["path"]: (each["size"], each["digest"]) for each in known["files"]} == {
        name: (len(body), f"sha256:{sha256(body)}") for name, body in FILES.items()
    }
    assert shelf.commit(WEIGHTS) == commit
    assert shelf.fault(WEIGHTS) == ""
    assert depot.asked == ["api", *(f"{name} 0" for name in FILES)]
    install(tell=told.append)
    assert len(depot.asked) == 1 + len(FILES)
    assert len(told) == 1


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_broke_off_goes_on_at_its_commit(depot: Hub, ranges: bool) -> None:
    depot.faults = [Fault(LARGEST, "breaks", times=1)]
    error = fails(VoiceError, "download-failed")
    assert error.fields["reason"] == "the connection broke"
    assert shelf.fault(WEIGHTS) == "its download is not finished"
    assert LARGEST not in names()
    (part,) = WEIGHTS.folder.rglob("*.incomplete")
    have = part.stat().st_size
    assert 0 < have <= len(FILES[LARGEST]) // 2
    begun = depot.repositories[NANO].newest
    depot.repositories[NANO].commit(dict.fromkeys(FILES, b"another"))
    asked = len(depot.asked)
    depot.ranges = ranges
    install()
    assert is_whole()
    assert shelf.commit(WEIGHTS) == begun
    assert depot.asked[asked:] == [f"{LARGEST} {have}", "config.json 0", "constants.npz 0"]


@pytest.mark.parametrize("name", [LARGEST, "config.json"])
@pytest.mark.parametrize("kind", ["flip", "longer", "shorter", "endless"])
def test_what_is_not_what_the_hub_states_is_not_installed(depot: Hub, name: str, kind: str) -> None:
    depot.faults = [Fault(name, kind, times=1)]
    fails(VoiceError, "download-altered")
    assert shelf.fault(WEIGHTS)
    assert not names() & {name, ours.STAGE}
    install()
    assert is_whole()


def test_a_bit_that_flipped_on_the_disk_half_way(depot: Hub) -> None:
    depot.faults = [Fault(LARGEST, "breaks", times=1)]
    fails(VoiceError, "download-failed")
    (part,) = WEIGHTS.folder.rglob("*.incomplete")
    begun = bytearray(part.read_bytes())
    begun[100] ^= 4
    part.write_bytes(begun)
    fails(VoiceError, "download-altered")
    install()
    assert is_whole()


def test_a_digest_that_is_known_beforehand_binds_the_hub(depot: Hub) -> None:
    files = tuple((path, "md5:" + "0" * 32 if path == LARGEST else "") for path, _ in WEIGHTS.files)
    with pytest.raises(VoiceError) as caught:
        shelf.install(replace(WEIGHTS, files=files), "huu-quan")
    assert caught.value.code == "download-altered"
    assert LARGEST not in names()


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_a_hub_that_refuses(depot: Hub, status: int) -> None:
    depot.faults = [Fault("text_encoder.onnx", "status", status=status)]
    assert fails(VoiceError, "download-failed").fields["reason"] == f"HTTP {status}"


def test_a_hub_that_cannot_be_reached(depot: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    error = fails(VoiceError, "download-failed")
    assert error.fields["reason"] == "the hub cannot be reached"
    monkeypatch.setenv("HF_ENDPOINT", depot.url)
    depot.faults = [Fault("constants.npz", "breaks", times=1)]
    fails(VoiceError, "download-failed")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda seconds: None)
    assert fails(VoiceError, "download-failed").fields["reason"] == "the hub cannot be reached"


def test_what_is_gone_from_the_hub_is_looked_for_anew(depot: Hub) -> None:
    depot.faults = [Fault(LARGEST, "breaks", times=1)]
    fails(VoiceError, "download-failed")
    repository = depot.repositories[NANO]
    repository.commits.clear()
    newest = repository.commit(FILES)
    known = record.load(WEIGHTS.folder)
    assert known is not None
    record.save(replace(known, commit="0" * 40), WEIGHTS.folder)
    fails(VoiceError, "download-gone")
    asked = len(depot.asked)
    install()
    assert shelf.commit(WEIGHTS) == newest
    assert "text_encoder.onnx 0" not in depot.asked[asked:], "what is right is kept"
    del depot.repositories[NANO]
    shutil.rmtree(WEIGHTS.folder)
    fails(VoiceError, "download-gone")


def test_a_repository_without_a_file(depot: Hub) -> None:
    depot.repositories[NANO].commit({name: b"x" for name in FILES if name != LARGEST})
    assert fails(VoiceError, "download-failed").fields["reason"] == f"the hub has no {LARGEST}"
    assert not WEIGHTS.folder.exists() or names() == {shelf.LOCK}


def test_a_licence_that_is_not_stated(depot: Hub) -> None:
    depot.repositories[NANO].licence = None
    told: list[record.Record] = []
    install(tell=told.append)
    assert told[0].licence == ""


def test_nobody_is_asked_offline(depot: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(VoiceError, "install-offline", offline=True)
    monkeypatch.setenv("BAONOI_OFFLINE", "1")
    fails(VoiceError, "install-offline")
    assert depot.asked == []
    monkeypatch.setenv("BAONOI_OFFLINE", "0")
    install()
    asked = len(depot.asked)
    assert install(offline=True) == WEIGHTS.folder
    assert len(depot.asked) == asked


def test_no_token_is_sent(depot: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    install()
    assert depot.tokens == []


def test_a_disk_without_room_is_told_before_anything_is_loaded(
    depot: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(Path.cwd())._replace(free=TOTAL - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    error = fails(OutputError, "voice-unwritable")
    assert "1 MB are needed" in error.message
    assert depot.asked == ["api"]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full._replace(free=TOTAL))
    install()
    assert is_whole()


def test_a_file_of_another_time_is_looked_at_again(depot: Hub) -> None:
    folder = install()
    model = folder / LARGEST
    os.utime(model, ns=(1, 1))
    assert shelf.verified(WEIGHTS, "huu-quan") == folder
    assert shelf.verified(WEIGHTS, "huu-quan") == folder
    altered = bytearray(FILES[LARGEST])
    altered[5] ^= 1
    model.write_bytes(altered)
    assert shelf.fault(WEIGHTS) == ""
    with pytest.raises(VoiceError) as caught:
        shelf.verified(WEIGHTS, "huu-quan")
    assert caught.value.code == "model-altered"
    asked = len(depot.asked)
    install()
    assert depot.asked[asked:] == [f"{LARGEST} 0"]
    assert is_whole()


@pytest.mark.parametrize("left", [b"", None, b"short"])
def test_a_file_that_is_cut_off_or_gone(depot: Hub, left: bytes | None) -> None:
    model = install() / LARGEST
    if left is None:
        model.unlink()
    else:
        model.write_bytes(left)
    assert shelf.fault(WEIGHTS) == "its files are damaged"
    with pytest.raises(VoiceError):
        shelf.verified(WEIGHTS, "huu-quan")
    install()
    assert is_whole()


@pytest.mark.parametrize(
    "told", ["", "{}", "[]", '{"version": 9}', '{"version": 1, "files": [{"a": 1}]}']
)
def test_a_record_that_is_none(depot: Hub, told: str) -> None:
    folder = install()
    (folder / record.FILE).write_text(told, encoding="utf-8")
    assert shelf.fault(WEIGHTS) == "it is not installed"
    assert shelf.commit(WEIGHTS) == ""
    asked = len(depot.asked)
    install()
    assert depot.asked[asked:] == ["api"], "the files are still right"
    assert shelf.fault(WEIGHTS) == ""
    known = record.load(folder)
    assert known is not None
    assert all(part.digest == f"sha256:{sha256(FILES[part.path])}" for part in known.parts)


def test_the_table_is_in_order() -> None:
    for weights in shelf.all_weights().values():
        assert weights.files
        for path, known in weights.files:
            assert not known or known.partition(":")[0] in ("md5", "sha256")
            assert weights.file(path).parent == weights.folder
    extras = Path(__file__).parents[3].joinpath("pyproject.toml").read_text(encoding="utf-8")
    assert all(f"\n{each.extra} = [" in extras for each in shelf.all_weights().values())
