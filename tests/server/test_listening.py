"""Paste a link, listen while it is made."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from fake_voice import FakeEngine, humming
from held import Held


def pasted(server: Any, source: str, **told: str) -> str:
    """The address of the page that it leads to."""
    answer = requests.post(
        f"{server.url}/listen", data={"source": source, **told}, allow_redirects=False, timeout=30
    )
    assert answer.status_code == 303, answer.text
    return server.url + answer.headers["Location"]  # type: ignore[no-any-return]


def told(page: str, until: str = "done") -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a page."""
    with requests.get(f"{page}events", stream=True, timeout=60) as answer:
        name = ""
        for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            if line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))
                if name == until:
                    return


def test_the_recording_is_byte_for_byte_that_of_the_command_line(
    serve: Any, paper: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baonoi.reading.read import read, save

    server = serve(embedded=True, allow_private=True)
    page = pasted(server, paper.url)
    sound = requests.get(f"{page}sound.mp3", timeout=60).content
    events = list(told(page))
    assert events[-1][0] == "done"
    shelf = requests.get(server.url + events[-1][1]["page"], timeout=20)
    assert "Trạm y tế mới trên bản" in shelf.text
    [made] = (tmp_path / "output").glob("tram*/tram*.mp3")
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "another"))
    from baonoi.reading.options import ReadingOptions

    other = save(read(paper.url, options=ReadingOptions(allow_private=True)), tmp_path / "other")
    for each in sorted(made.parent.rglob("*")):
        if each.is_file():
            twin = other.parent / each.relative_to(made.parent)
            assert each.read_bytes() == twin.read_bytes(), each.name
    assert len(sound) > 100_000
    # Reloaded, the page is the recording's own.
    assert requests.get(page, timeout=20).text == shelf.text


def test_words_are_told_as_the_recording_has_them(serve: Any, paper: Any, tmp_path: Path) -> None:
    server = serve(embedded=True, allow_private=True)
    page = pasted(server, paper.url)
    lengths: list[int] = []
    starts: list[float] = []
    now = 0
    for name, event in told(page):
        if name != "sentence":
            continue
        sentences, words = event["sentences"], event["words"]
        now += sentences["gap"][0]
        end = now + sentences["last"][0]
        for length, rest, last in zip(words["length"], words["rest"], words["last"], strict=True):
            now += rest
            starts.append(now / 1000)
            lengths.append(length)
            now += last
        now = end
        assert event["made"] == now
    [manifest] = (tmp_path / "output").glob("tram*/recording.json")
    recorded = [
        word
        for section in json.loads(manifest.read_text(encoding="utf-8"))["sections"]
        for sentence in section["sentences"]
        for word in sentence["words"]
    ]
    assert lengths == [word["to"] - word["from"] for word in recorded]
    # What has no Info frame is heard 50 ms late, and told so.
    late = [told - word["start"] for told, word in zip(starts, recorded, strict=True)]
    assert 0.045 < min(late) <= max(late) < 0.056


def test_two_who_ask_for_the_same_hear_one_voice(serve: Any, paper: Any) -> None:
    engine = Held(2)
    server = serve(engine, allow_private=True)
    first, second = pasted(server, paper.url), pasted(server, f" {paper.url}\n")
    assert first == second
    assert paper.asked == 1
    sounds: list[bytes] = []
    threads = [
        threading.Thread(
            target=lambda: sounds.append(requests.get(f"{first}sound.mp3", timeout=60).content)
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    engine.let_go()
    for thread in threads:
        thread.join()
    assert len(sounds) == 3
    assert len({*sounds}) == 1
    list(told(first))
    said = [passage.sentences for passage in engine.said]
    assert len(said) == len({*said})


def test_parts_of_what_is_there(serve: Any, paper: Any) -> None:
    engine = Held(2)
    server = serve(engine, allow_private=True)
    page = pasted(server, paper.url)
    url = f"{page}sound.mp3"
    two = requests.get(url, headers={"Range": "bytes=0-1"}, timeout=20)
    assert (two.status_code, len(two.content)) == (206, 2)
    assert two.headers["Content-Range"] == "bytes 0-1/*"
    some = requests.get(url, headers={"Range": "bytes=100-9999999"}, timeout=20)
    first, last, total = re.fullmatch(
        r"bytes (\d+)-(\d+)/(.+)", some.headers["Content-Range"]
    ).groups()  # type: ignore[union-attr]
    assert (first, total) == ("100", "*")
    assert len(some.content) == int(last) - 99
    for odd in ("bytes=5-2", "bytes=-5", "bytes=0-1,5-6", "lines=1-2"):
        assert requests.get(url, headers={"Range": odd}, timeout=20).status_code == 416
    later: list[requests.Response] = []
    waits = threading.Thread(
        target=lambda: later.append(
            requests.get(url, headers={"Range": f"bytes={int(last) + 4000}-9999999"}, timeout=60)
        )
    )
    waits.start()
    with requests.get(url, headers={"Range": "bytes=200-"}, stream=True, timeout=60) as growing:
        assert growing.status_code == 206
        assert growing.headers["Content-Range"].startswith("bytes 200-")
        engine.let_go()
        rest = b"".join(growing.iter_content(None))
    waits.join()
    assert later[0].status_code == 206
    list(told(page))
    whole = requests.get(url, timeout=20)
    assert "ETag" in whole.headers
    assert whole.content[200:] == rest
    assert whole.content[: int(last) + 1].endswith(some.content)
    part = requests.get(url, headers={"Range": "bytes=0-1"}, timeout=20)
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(whole.content)}"


@pytest.mark.parametrize("kept", [False, True])
def test_leaving_stops_the_voice_unless_it_is_to_be_kept(
    serve: Any, paper: Any, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baonoi.server.live.COMING", 0.2)
    engine = Held(2)
    server = serve(engine, allow_private=True)
    page = pasted(server, paper.url, **({"keep": "1"} if kept else {}))
    with requests.get(f"{page}sound.mp3", stream=True, timeout=20) as answer:
        next(answer.iter_content(1))
    time.sleep(0.5)
    engine.let_go()
    if kept:
        end = time.monotonic() + 40
        while len(engine.said) <= 8 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(engine.said) > 8
    else:
        time.sleep(1)
        assert len(engine.said) <= 3
    assert [name for name, _ in told(page)][-1] == "done"  # whoever comes lets it go on


def test_a_text_can_be_pasted_and_no_path_is_opened(serve: Any, tmp_path: Path) -> None:
    server = serve()
    page = pasted(server, "Cầu mới\n\nCây cầu dài 1,5 km đã thông xe sáng nay sau hai năm.")
    assert "Cây cầu dài" in requests.get(page, timeout=20).text
    secret = tmp_path / "secret.txt"
    secret.write_text("Không cho ai xem bài viết này.", encoding="utf-8")
    for source in (str(secret), f"file://{secret}", "-", "../secret.txt"):
        answer = requests.post(f"{server.url}/listen", data={"source": source}, timeout=20)
        assert "Không cho ai xem" not in answer.text


@pytest.mark.parametrize(
    "source",
    ["http://127.0.0.1:1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/latest"],
)
def test_private_addresses_are_refused(serve: Any, source: str) -> None:
    answer = requests.post(f"{serve().url}/listen", data={"source": source}, timeout=20)
    assert answer.status_code == 403
    assert 'class="complaint"' in answer.text


def test_another_sites_picture_begins_no_reading(serve: Any, paper: Any) -> None:
    server = serve(allow_private=True)
    answer = requests.get(
        f"{server.url}/listen",
        params={"url": paper.url},
        headers={"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"},
        timeout=20,
    )
    assert answer.status_code == 403
    assert paper.asked == 0


def test_what_a_phone_shares_leads_to_the_article(serve: Any, paper: Any) -> None:
    server = serve(allow_private=True)
    manifest = requests.get(f"{server.url}/bao-noi.webmanifest", timeout=20).json()
    target = manifest["share_target"]
    answer = requests.get(
        server.url + target["action"],
        params={target["params"]["text"]: f"Trạm y tế mới {paper.url}"},
        timeout=20,
    )
    assert "Trạm y tế mới trên bản" in answer.text


def test_a_voice_that_fails_is_told(serve: Any, paper: Any) -> None:
    from baonoi.errors import SynthesisError

    def failing(passage: Any) -> Any:
        if "đường đèo" in passage.sentences[0].spoken:
            raise SynthesisError("Hỏng.", "voice-failed")
        return humming(2000)(passage)

    server = serve(FakeEngine(failing), allow_private=True)
    page = pasted(server, paper.url)
    assert list(told(page, "failed"))[-1] == ("failed", {"code": "voice-failed"})
    with pytest.raises(requests.RequestException):
        requests.get(f"{page}sound.mp3", timeout=20)
    assert pasted(server, paper.url) != page  # asked for again, it is begun again
