"""Word of a job that is over: signed, and sent until it is taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from held import Held
from hypothesis import given
from hypothesis import strategies as st

from baonoi.errors import UsageError
from baonoi.reading.job import ReadingJob
from baonoi.server.job import Job
from baonoi.server.ledger import Ledger
from baonoi.server.settings import secrets_in
from baonoi.server.webhooks import signature

SECRET = b"mot-bi-mat-du-dai-de-thu"
TEXT = {"text": "Cầu mới\n\nCây cầu dài 1,5 km đã thông xe sáng nay."}


class Hook:
    """Whoever wants word: answers with these statuses in turn, and then with the last of them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.statuses = [204]
        self.headers: dict[str, str] = {}
        self.got: list[tuple[dict[str, str], bytes]] = []

    def until(self, many: int) -> list[tuple[dict[str, str], bytes]]:
        end = time.monotonic() + 40
        while len(self.got) < many:
            assert time.monotonic() < end, self.got
            time.sleep(0.05)
        return self.got


@pytest.fixture
def hook() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append(({name.lower(): each for name, each in self.headers.items()}, body))
            status = told.statuses.pop(0) if len(told.statuses) > 1 else told.statuses[0]
            self.send_response(status)
            for name, each in told.headers.items():
                self.send_header(name, each)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Hook(f"http://127.0.0.1:{server.server_port}/hook?key=rieng")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield told
        server.shutdown()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baonoi.server.webhooks.PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr("baonoi.server.keeper.LOOKED", 0.05)


def order(server: Any, hook: Hook, told: dict[str, Any] | None = None) -> requests.Response:
    asked = {**(told or TEXT), "webhook": hook.url}
    return requests.post(f"{server.url}/v1/read", json=asked, timeout=20)


def verified(headers: dict[str, str], body: bytes, secret: bytes = SECRET) -> bool:
    """As Standard Webhooks tells receivers to verify."""
    assert abs(time.time() - int(headers["webhook-timestamp"])) < 300
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    ours = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    return f"v1,{ours}" in headers["webhook-signature"].split()


def ended(server: Any, name: str, state: list[str]) -> dict[str, Any]:
    end = time.monotonic() + 40
    while True:
        job: dict[str, Any] = requests.get(f"{server.url}/v1/read/{name}", timeout=20).json()
        if job.get("webhooks") == state or time.monotonic() > end:
            return job
        time.sleep(0.05)


def over(server: Any, hook: Hook, state: str, **told: Any) -> None:
    """Somebody else's job that is over, of which word is due."""
    path = server.service.settings.directory / ".baonoi" / "jobs.sqlite3"
    with Ledger(path) as ledger, ledger.whole():
        now = time.time()
        ledger.add(Job("a", "waiting", order=ReadingJob("x")), "one", now)
        ledger.notify("a", hook.url, now)
        ledger.settle("a", state, now, **told)


def test_word_is_sent_when_a_job_is_done(serve: Any, hook: Hook) -> None:
    server = serve(allow_private=True, webhook_secrets=(SECRET, b"der-alte-schluessel"))
    name = order(server, hook).json()["id"]
    [(headers, body)] = hook.until(1)
    assert headers["content-type"] == "application/json"
    assert verified(headers, body)
    assert verified(headers, body, b"der-alte-schluessel")
    assert not verified(headers, body + b" ")
    told = json.loads(body)
    assert told["type"] == "read.done"
    job = ended(server, name, ["sent"])
    assert job.pop("webhooks") == ["sent"]
    assert told["data"] == job
    log = server.log.getvalue()
    assert f"webhook job={name} attempt=1 status=204" in log
    for secret in (SECRET.decode(), base64.b64encode(SECRET).decode(), "rieng", "v1,"):
        assert secret not in log


def test_word_is_sent_again_until_it_is_taken(serve: Any, hook: Hook) -> None:
    hook.statuses = [500, 302, 200]
    hook.headers = {"Location": hook.url}
    server = serve(allow_private=True, webhook_secrets=(SECRET,))
    name = order(server, hook).json()["id"]
    got = hook.until(3)
    assert ended(server, name, ["sent"])["webhooks"] == ["sent"]
    assert len(got) == 3
    assert len({headers["webhook-id"] for headers, _ in got}) == 1
    assert len({body for _, body in got}) == 1
    assert all(verified(headers, body) for headers, body in got)


@pytest.mark.parametrize(("status", "tries"), [(410, 1), (500, 4)])
def test_word_that_nobody_takes_is_given_up(
    serve: Any, hook: Hook, status: int, tries: int
) -> None:
    hook.statuses = [status]
    server = serve(allow_private=True, webhook_secrets=(SECRET,))
    name = order(server, hook).json()["id"]
    assert ended(server, name, ["given up"])["webhooks"] == ["given up"]
    assert len(hook.got) == tries


def test_word_of_what_came_to_nothing(serve: Any, hook: Hook) -> None:
    engine = Held(0)
    server = serve(engine, allow_private=True, webhook_secrets=(SECRET,))
    name = order(server, hook).json()["id"]
    requests.delete(f"{server.url}/v1/read/{name}", timeout=20)
    engine.let_go()
    [(_, body)] = hook.until(1)
    assert json.loads(body)["type"] == "read.cancelled"


def test_who_comes_later_with_the_same_order_gets_word_too(serve: Any, hook: Hook) -> None:
    server = serve(allow_private=True, webhook_secrets=(SECRET,))
    first = order(server, hook).json()["id"]
    hook.until(1)
    ended(server, first, ["sent"])
    hook.url += "&late=1"
    assert order(server, hook).json()["id"] == first
    assert json.loads(hook.until(2)[1][1])["data"]["id"] == first


def test_word_that_was_due_when_the_server_ended_is_sent_by_the_next(
    serve: Any, hook: Hook
) -> None:
    server = serve(webhook_secrets=())  # it could not sign
    over(server, hook, "failed", error="no-page")
    time.sleep(0.3)
    assert not hook.got
    serve(allow_private=True, webhook_secrets=(SECRET,))
    [(_, body)] = hook.until(1)
    assert json.loads(body)["data"]["error"] == "no-page"


def test_a_private_address_is_not_asked(serve: Any, hook: Hook) -> None:
    server = serve(webhook_secrets=(SECRET,))
    answer = order(server, hook)
    assert (answer.status_code, answer.json()["code"]) == (403, "address-private")
    over(server, hook, "done")  # as if its name had led elsewhere when it was ordered
    assert ended(server, "a", ["given up"])["webhooks"] == ["given up"]
    assert not hook.got


@pytest.mark.parametrize(
    ("webhook", "code"),
    [
        (1, "invalid-value"),
        ("bao.example", "invalid-value"),
        ("ftp://bao.example/", "invalid-value"),
        ("file:///etc/passwd", "invalid-value"),
        (f"https://bao.example/{'a' * 2000}", "invalid-value"),
        ("https://a:b@bao.example/", "address-with-password"),
    ],
)
def test_what_is_no_address_of_a_webhook(serve: Any, webhook: object, code: str) -> None:
    asked = {**TEXT, "webhook": webhook}
    server = serve(webhook_secrets=(SECRET,))
    answer = requests.post(f"{server.url}/v1/read", json=asked, timeout=20)
    assert (answer.status_code in (400, 422), answer.json()["code"]) == (True, code)


def test_without_a_secret_nothing_is_promised(serve: Any, hook: Hook) -> None:
    answer = order(serve(allow_private=True), hook)
    assert (answer.status_code, answer.json()["code"]) == (400, "webhooks-off")


def test_a_lease_ends(hook: Hook, tmp_path: Any) -> None:
    with Ledger(tmp_path / "jobs") as ledger:
        ledger.add(Job("a", "waiting", order=ReadingJob("x")), "one", 1)
        for url in (hook.url, hook.url, "http://bao.example/"):
            ledger.notify("a", url, 1)
        assert ledger.due(9, 8, 60) == []
        ledger.settle("a", "done", 10)
        assert len(ledger.due(11, 1, 60)) == 1
        assert len(ledger.due(12, 8, 60)) == 1
        assert ledger.due(13, 8, 60) == []
        assert len(ledger.due(75, 8, 60)) == 2


def test_the_signature_of_the_standards_own_example() -> None:
    """Standard Webhooks, the test vector of its reference libraries."""
    [secret] = secrets_in("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    assert (
        signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@given(st.binary(min_size=16, max_size=64))
def test_secrets_from_a_variable(secret: bytes) -> None:
    coded = f"whsec_{base64.b64encode(secret).decode()}"
    assert secrets_in(f" {coded}  sixteen-letters-x ") == (secret, b"sixteen-letters-x")


@pytest.mark.parametrize("text", ["short", "whsec_MfKQ", "whsec_%%%%%%%%%%%%%%%%%%%%%%%%"])
def test_a_secret_that_is_none(text: str) -> None:
    with pytest.raises(UsageError) as told:
        secrets_in(text)
    assert text not in str(told.value)
