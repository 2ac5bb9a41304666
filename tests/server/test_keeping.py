"""Jobs outlive their server, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from held import Held
from server_process import begun

from baonoi.model import VoiceRequest
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import ReadingOptions
from baonoi.server.job import Job
from baonoi.server.keeper import recorded
from baonoi.server.ledger import SAME, Ledger
from baonoi.server.problems import Refused
from baonoi.server.settings import Limits


def text(title: str, sentences: int = 1) -> dict[str, str]:
    body = "\n\n".join(
        f"Câu thứ {number} của bài {title} kể rằng trời mưa to suốt đêm."
        for number in range(sentences)
    )
    return {"text": f"Chuyện {title}\n\n{body}"}


def order(address: str, told: dict[str, Any]) -> dict[str, Any]:
    answer = requests.post(f"{address}/v1/read", json=told, timeout=30)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    return job


def state(address: str, name: str) -> dict[str, Any]:
    job: dict[str, Any] = requests.get(f"{address}/v1/read/{name}", timeout=20).json()
    return job


def until(address: str, name: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    end = time.monotonic() + 60
    while not wanted(job := state(address, name)):
        assert time.monotonic() < end, job
        time.sleep(0.1)
    return job


def done(job: dict[str, Any]) -> bool:
    return str(job["state"]) == "done"


def end(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate(timeout=30)


def recordings(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/recording.json"))


def test_what_was_ordered_is_read_by_the_next_server(tmp_path: Path) -> None:
    """The first server is killed, the second asked to end, both in the middle."""
    folder, few = tmp_path / "output", ("--limit", "readings=2", "--offline")
    with begun(folder, *few) as (process, told):
        address = told.rstrip("/")
        quick = order(address, text("ngắn"))["id"]
        until(address, quick, done)
        names = [order(address, text(title, 25))["id"] for title in ("mưa", "nắng", "gió")]
        assert state(address, names[2])["state"] == "waiting"
        until(address, names[0], lambda job: job["seconds"] > 0)
        assert "done" not in [state(address, name)["state"] for name in names]
        end(process, signal.SIGKILL)
    assert len(recordings(folder)) < 4
    with begun(folder, *few) as (process, told):
        address = told.rstrip("/")
        assert done(state(address, quick))
        jobs = [until(address, name, done) for name in names]
        assert [job["title"] for job in jobs] == ["Chuyện mưa", "Chuyện nắng", "Chuyện gió"]
        assert len({job["audio"] for job in jobs}) == 3
        for job in jobs:
            sound = requests.get(address + job["audio"], timeout=20)
            assert (sound.status_code, sound.headers["Content-Type"]) == (200, "audio/mpeg")
            assert job["seconds"] > 20
        last = order(address, text("bão", 40))["id"]
        until(address, last, lambda job: job["seconds"] > 0)
        end(process, signal.SIGTERM)
    assert len(recordings(folder)) == 4
    with begun(folder, *few) as (process, told):
        address = told.rstrip("/")
        for job in jobs:
            assert state(address, job["id"]) == job
            page = requests.get(address + job["listen"], timeout=20)
            assert job["title"] in page.text
            events = requests.get(address + job["events"], timeout=20)
            assert "event: done" in events.text
        until(address, last, done)
    assert len(recordings(folder)) == 5  # each once


def test_a_few_are_read_at_a_time_and_who_listens_does_not_wait(serve: Any) -> None:
    engine = Held(0)
    server = serve(engine, limits=Limits(readings=1))
    first, second, third = (order(server.url, text(title)) for title in ("một", "hai", "ba"))
    assert [job["state"] for job in (first, second, third)] == ["reading", "waiting", "waiting"]
    assert (
        'baonoi_jobs{state="waiting"} 2' in requests.get(server.url + "/metrics", timeout=20).text
    )
    assert order(server.url, text("hai"))["id"] == second["id"]
    page = requests.get(server.url + third["listen"], timeout=20)
    assert "Chuyện ba" in page.text
    assert state(server.url, third["id"])["state"] == "reading"
    gone = requests.delete(f"{server.url}/v1/read/{second['id']}", timeout=20).json()
    assert gone["state"] == "cancelled"
    engine.let_go()
    for job in (first, third):
        until(server.url, job["id"], done)
    assert state(server.url, second["id"])["state"] == "cancelled"
    assert not any("hai" in passage.sentences[0].spoken for passage in engine.said)


def test_what_is_kept_for_a_listener_is_a_job_too(serve: Any) -> None:
    server = serve()
    page = requests.get(f"{server.url}/listen", params={**text("giữ"), "keep": "1"}, timeout=20)
    name = page.url.rstrip("/").rpartition("live-")[2]
    ledger = Ledger(server.service.settings.directory / ".baonoi" / "jobs.sqlite3")
    assert ledger.find(name) is not None
    ledger.close()


def test_two_servers_of_a_folder_read_each_order_once(serve: Any) -> None:
    one, other = Held(0), Held(0)
    first = serve(one)
    second = serve(other)
    here, waiting = order(first.url, text("một")), order(second.url, text("hai"))
    assert (here["state"], waiting["state"]) == ("reading", "waiting")
    assert order(second.url, text("một"))["id"] == here["id"]
    until(second.url, waiting["id"], lambda job: job["state"] == "reading")
    gone = requests.delete(f"{second.url}/v1/read/{waiting['id']}", timeout=20).json()
    assert gone["state"] == "cancelled"
    one.let_go()
    until(second.url, here["id"], done)
    assert not other.read


def test_the_queue_has_an_end(serve: Any) -> None:
    server = serve(Held(0), limits=Limits(readings=1, queue=3, queue_each=2))
    for title in ("một", "hai"):
        order(server.url, text(title))
    answer = requests.post(f"{server.url}/v1/read", json=text("ba"), timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (429, "queue-full")
    assert answer.headers["Retry-After"]
    server.service.voices.engine.let_go()


def test_a_damaged_ledger_hinders_orders_alone(serve: Any, tmp_path: Path) -> None:
    folder = tmp_path / "output" / ".baonoi"
    folder.mkdir(parents=True)
    (folder / "jobs.sqlite3").write_bytes(b"no database, but long enough to be read as one" * 9)
    server = serve()
    answer = requests.post(f"{server.url}/v1/read", json=text("một"), timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (507, "jobs-damaged")
    assert str(folder) not in answer.text
    assert requests.post(f"{server.url}/v1/audio/speech", json={"input": "Một."}, timeout=20).ok


def test_nobody_gets_the_ledger(serve: Any) -> None:
    server = serve()
    order(server.url, text("một"))
    for path in ("/.baonoi/jobs.sqlite3", "/%2ebaonoi/jobs.sqlite3", "/.baonoi/"):
        assert requests.get(server.url + path, timeout=20).status_code == 404
    if os.name == "posix":
        folder = server.service.settings.directory / ".baonoi"
        assert folder.stat().st_mode & 0o077 == 0


def ordered(name: str, source: str, **told: Any) -> Job:
    return Job(name, order=ReadingJob(source), **{"state": "waiting", **told})


def test_clients_take_turns(tmp_path: Path) -> None:
    with Ledger(tmp_path / "jobs") as ledger:
        for number in range(3):
            ledger.add(ordered(f"a{number}", f"a{number}"), "one", number)
        ledger.add(ordered("b", "b"), "other", 9)
        turns = []
        for now in range(10, 14):
            job = ledger.next(now)
            assert job is not None
            assert ledger.begin(job.id, now)
            turns.append(job.id)
        assert turns == ["a0", "b", "a1", "a2"]
        assert ledger.next(99) is None
        assert not ledger.begin("a0", 99)


def test_the_same_order_is_one_job_for_a_while(tmp_path: Path) -> None:
    options = ReadingOptions(without=("date",))
    with Ledger(tmp_path / "jobs") as ledger:
        job = ledger.add(ordered("a", "Một."), "one", 1)
        assert ledger.add(ordered("b", "Một."), "other", 2) == ledger.find("a")
        for other in (ReadingJob("Hai."), ReadingJob("Một.", options=options)):
            assert ledger.same(other, 2) is None
        assert ledger.same(ReadingJob("Một.", VoiceRequest("nu")), 2) is None
        assert ledger.settle("a", "done", 10, audio="một/một.mp3", seconds=2.5)
        assert not ledger.settle("a", "cancelled", 11)
        assert ledger.same(job.order, 10 + SAME - 1) is not None
        assert ledger.same(job.order, 10 + SAME) is None
        ledger.sweep(before=10.5)
        assert ledger.find("a") is None


def test_nothing_is_kept_of_a_text_that_was_read(tmp_path: Path) -> None:
    with Ledger(tmp_path / "jobs") as ledger:
        ledger.add(ordered("a", "Chuyện riêng."), "198.51.100.7", 1)
        ledger.settle("a", "done", 2)
        [row] = ledger.rows("SELECT told, client FROM job")
        assert tuple(row) == ("", "")


def test_room_is_made_for_each(tmp_path: Path) -> None:
    limits = Limits(queue=3, queue_each=2)
    with Ledger(tmp_path / "jobs") as ledger:
        for number, client in enumerate(("one", "one", "other")):
            ledger.make_room(client, limits)
            ledger.add(ordered(str(number), str(number)), client, 1)
        with pytest.raises(Refused):
            ledger.make_room("third", limits)
        ledger.settle("2", "failed", 2, error="no-page")
        ledger.make_room("other", limits)
        with pytest.raises(Refused):
            ledger.make_room("one", limits)


def test_a_recording_that_is_there_is_known_again(serve: Any) -> None:
    server = serve()
    told = order(server.url, text("lại"))
    until(server.url, told["id"], done)
    folder = server.service.settings.directory
    [slug] = [path.parent.name for path in folder.glob("*/recording.json")]
    job = ordered("a", "x", title="Chuyện lại", voice=told["voice"], slug=slug, begun=1.0)
    kept = recorded(folder, job)
    assert kept is not None
    assert kept.audio == folder / slug / f"{slug}.mp3"
    late = time.time() + 60
    for wrong in (
        {"title": "Chuyện khác"}, {"voice": "nu"}, {"slug": "khac"}, {"begun": late},
    ):  # fmt: skip
        fields = {"title": job.title, "voice": job.voice, "slug": slug, "begun": 1.0, **wrong}
        assert recorded(folder, ordered("a", "x", **fields)) is None


def test_a_page_that_cannot_be_had_now_is_tried_again(serve: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("baonoi.server.keeper.PAUSES", (0.0, 0.0))
    monkeypatch.setattr("baonoi.server.keeper.LOOKED", 0.05)
    monkeypatch.setattr("baonoi.sources.web._PAUSE", 0.0)
    engine = Held(0)
    server = serve(engine, allow_private=True, limits=Limits(readings=1))
    order(server.url, text("một"))
    lost = order(server.url, {"url": "http://127.0.0.1:9/bai.html"})
    assert lost["state"] == "waiting"
    engine.let_go()
    job = until(server.url, lost["id"], lambda job: job["state"] == "failed")
    assert job["error"] == "host-unreachable"
    assert server.log.getvalue().count("problem=host-unreachable") == 3
