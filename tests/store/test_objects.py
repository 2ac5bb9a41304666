"""Buckets on servers of loopback: SeaweedFS, rclone, and moto behind a proxy that is unkind."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import s3

from attack.archive import Proxy
from baonoi.errors import OutputError, UsageError
from baonoi.store.objects import Bucket, is_object, parted
from baonoi.store.shared import probe


@pytest.fixture
def bucket(real_s3: str, tmp_path: Path) -> Bucket:
    return Bucket(f"{real_s3}/{tmp_path.name}")


def test_what_is_put_can_be_got_listed_and_deleted(bucket: Bucket) -> None:
    for name in ("a/2.mp3", "b.json", "a/1.mp3"):
        bucket.put(name, BytesIO(name.encode()))
    assert bucket.read("a/1.mp3") == b"a/1.mp3"
    with bucket.get("a/1.mp3") as file:
        assert (file.read(2), file.seek(0), file.read()) == (b"a/", 0, b"a/1.mp3")
    assert [(each.name, each.size) for each in bucket.entries("a")] == [
        ("a/1.mp3", 7),
        ("a/2.mp3", 7),
    ]
    assert list(bucket.list()) == ["a/1.mp3", "a/2.mp3", "b.json"]
    assert (bucket.begin("b.json", 1), bucket.begin("b.json", 99)) == (b"b", b"b.json")
    assert bucket.exists("b.json")
    for _ in range(2):
        bucket.delete("b.json")
    assert not bucket.exists("b.json")
    assert bucket.begin("b.json", 1) is None


def test_of_many_who_put_an_object_at_once_one_does(bucket: Bucket) -> None:
    begun = threading.Barrier(8)

    def put(number: int) -> bool:
        begun.wait()
        return bucket.put_new("a", BytesIO(b"%d" % number))

    with ThreadPoolExecutor(8) as pool:
        put_it = list(pool.map(put, range(8)))
    assert sum(put_it) == 1
    assert bucket.read("a") == b"%d" % put_it.index(True)
    assert probe(bucket, "probe")


def test_what_is_not_there_is_told(bucket: Bucket) -> None:
    with pytest.raises(OutputError, match="no object") as missing:
        bucket.read("a")
    assert missing.value.code == "no-such-object"


@pytest.fixture
def ignoring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A server that takes conditions, and puts all the same."""
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    with Proxy(port) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True).start()
        for name, value in s3.variables(proxy.server_port).items():
            monkeypatch.setenv(name, value)
        made = urllib.request.Request(f"http://127.0.0.1:{port}/{s3.BUCKET}", method="PUT")
        urllib.request.urlopen(made).close()
        yield proxy
        proxy.shutdown()
    server.stop()


@pytest.mark.filterwarnings("ignore")  # of moto and of what it stands on
def test_a_server_that_ignores_conditions_is_found_out(ignoring: Proxy) -> None:
    bucket = Bucket(f"s3://{s3.BUCKET}/a")
    assert probe(bucket, "probe")
    ignoring.unconditional = True
    assert not probe(bucket, "probe")
    assert list(bucket.list()) == []


def test_a_known_server_that_ignores_conditions_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3.rclone(tmp_path / "rclone") as port:
        for name, value in s3.variables(port).items():
            monkeypatch.setenv(name, value)
        bucket = Bucket(f"s3://{s3.BUCKET}/kho")
        assert not probe(bucket, "probe")
        assert list(bucket.list()) == []


@pytest.mark.filterwarnings("ignore")
def test_a_server_in_trouble_is_asked_again_and_given_up(ignoring: Proxy) -> None:
    bucket = Bucket(f"s3://{s3.BUCKET}/b", patience=timedelta(seconds=1))
    ignoring.trouble = 1.0
    with pytest.raises(OutputError, match="Cannot write"):
        bucket.put("a", BytesIO(b"one"))
    ignoring.trouble = 0.3
    patient = Bucket(f"s3://{s3.BUCKET}/b", patience=timedelta(seconds=30))
    for number in range(20):
        patient.put(str(number), BytesIO(b"one"))
    ignoring.trouble = 0.0
    assert len(list(bucket.list())) == 20


@pytest.mark.filterwarnings("ignore")
def test_who_gets_no_answer_knows_his_own(ignoring: Proxy) -> None:
    bucket = Bucket(f"s3://{s3.BUCKET}/c")
    assert bucket.put_new("theirs.json", BytesIO(b"one"))
    ignoring.lost = 0.5
    assert all(bucket.put_new(f"{number}.json", BytesIO(b"one")) for number in range(20))
    assert not any(bucket.put_new("theirs.json", BytesIO(b"one")) for _ in range(5))
    assert ignoring.refused > 5
    ignoring.lost = 0.0
    assert len(list(bucket.list())) == 21


def test_addresses_are_parted() -> None:
    assert parted("s3://bao/a/b/") == ("s3://bao", "a/b")
    assert parted("gs://bao") == ("gs://bao", "")
    assert is_object("az://kho/a")
    assert not is_object("https://bao.example/a")
    with pytest.raises(UsageError):
        parted("s3:///a")
