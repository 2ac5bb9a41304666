"""Our own API: readings as jobs, and texts."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
import requests
from held import Held


def ask(server: Any, path: str, told: object) -> requests.Response:
    return requests.post(f"{server.url}{path}", json=told, timeout=60)


def until(server: Any, name: str, state: str) -> dict[str, Any]:
    end = time.monotonic() + 40
    while True:
        job: dict[str, Any] = requests.get(f"{server.url}/v1/read/{name}", timeout=20).json()
        if job["state"] == state or time.monotonic() > end:
            return job
        time.sleep(0.05)


def test_a_job_from_order_to_recording(serve: Any, paper: Any) -> None:
    engine = Held(1)
    server = serve(engine, allow_private=True)
    answer = ask(server, "/v1/read", {"url": paper.url, "options": {"without": ["date"]}})
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/read/{job['id']}"
    assert (job["state"], job["title"]) == ("reading", "Trạm y tế mới trên bản")
    assert job["recording"] is None
    engine.let_go()
    done = until(server, job["id"], "done")
    assert done["state"] == "done"
    page = requests.get(server.url + done["recording"], timeout=20)
    assert "Trạm y tế mới trên bản" in page.text
    events = requests.get(server.url + job["events"], timeout=20)
    assert "event: done" in events.text
    assert "event: sentence" in events.text


def test_a_job_is_cancelled(serve: Any, paper: Any) -> None:
    engine = Held(1)
    server = serve(engine, allow_private=True)
    name = ask(server, "/v1/read", {"url": paper.url}).json()["id"]
    gone = requests.delete(f"{server.url}/v1/read/{name}", timeout=20).json()
    assert gone["state"] == "cancelled"
    engine.let_go()
    time.sleep(0.3)
    assert len(engine.said) <= 2
    assert until(server, name, "cancelled")["state"] == "cancelled"


def test_a_text_and_html_are_read(serve: Any) -> None:
    server = serve()
    for told, title in (
        ({"text": "Cầu mới\n\nCây cầu dài 1,5 km đã thông xe sáng nay."}, "Cầu mới"),
        ({"html": "<h1>Đèn mới</h1><p>Con đường ven sông đã có đèn từ tối qua.</p>"}, "Đèn mới"),
    ):
        job = ask(server, "/v1/read", told).json()
        assert job["title"] == title
        assert until(server, job["id"], "done")["state"] == "done"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "invalid-value"),
        ({"text": "a", "url": "http://bao.example/"}, "invalid-value"),
        ({"url": "/etc/passwd"}, "invalid-value"),
        ({"url": "file:///etc/passwd"}, "invalid-value"),
        ({"text": "http://127.0.0.1/"}, "invalid-value"),
        ({"text": " "}, "input-empty"),
        ({"text": "a" * 200_001}, "input-too-long"),
        ({"text": "Một.", "voice": "../voice"}, "voice-unknown"),
        ({"text": "Một.", "options": {"lexicon": "/etc/passwd"}}, "invalid-value"),
        ({"text": "Một.", "options": {"cover": "/etc/passwd"}}, "invalid-value"),
        ({"text": "Một.", "options": {"allow_private": True}}, "invalid-value"),
        ({"text": "Một.", "options": {"loudness": "loud"}}, "invalid-value"),
        ({"text": "Một.", "options": {"bitrate": 1}}, "bitrate-unknown"),
        ({"text": "Một.", "options": [1]}, "invalid-value"),
    ],
)
def test_what_makes_no_sense_is_a_problem(serve: Any, told: dict[str, Any], code: str) -> None:
    answer = ask(serve(), "/v1/read", told)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_an_error_of_ours_keeps_its_code(serve: Any) -> None:
    answer = ask(serve(), "/v1/read", {"url": "http://127.0.0.1:9/bai.html"})
    assert (answer.status_code, answer.json()["code"]) == (403, "address-private")


def test_a_job_that_nobody_knows(serve: Any) -> None:
    server = serve()
    for name in ("abc", "..%2fabc"):
        answer = requests.get(f"{server.url}/v1/read/{name}", timeout=20)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_orders_that_come_together_are_one(serve: Any, paper: Any) -> None:
    engine = Held(1)
    server = serve(engine, allow_private=True)
    names: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: names.append(ask(server, "/v1/read", {"url": paper.url}).json()["id"])
        )
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.let_go()
    assert len(names) == 5
    assert len({*names}) == 1
    assert paper.asked == 1
