"""How a person's browser gets in."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from baonoi.server.settings import Limits

TOKEN = "bi-mat-7e1"
PAGE = {"Accept": "text/html,*/*;q=0.8"}


def test_a_person_is_asked_and_a_program_is_told(serve: Any) -> None:
    server = serve(token=TOKEN)
    shown = requests.get(f"{server.url}/bai/?x=1", headers=PAGE, timeout=20)
    assert shown.status_code == 401
    assert shown.headers["Content-Type"].startswith("text/html")
    assert 'value="/bai/?x=1"' in shown.text
    told = requests.get(f"{server.url}/v1/voices", headers=PAGE, timeout=20)
    assert told.headers["Content-Type"] == "application/problem+json"
    for answer in (shown, told):
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_who_knows_the_token_goes_where_he_wanted(serve: Any) -> None:
    server = serve(token=TOKEN)
    with requests.Session() as browser:
        url = f"{server.url}/enter"
        wrong = browser.post(url, data={"token": TOKEN[1:], "to": "/bai/"}, timeout=20)
        assert wrong.status_code == 401
        assert "Mã không đúng" in wrong.text
        assert 'value="/bai/"' in wrong.text
        known = {"token": f" {TOKEN}\n", "to": "/?q=đèn"}
        right = browser.post(url, data=known, timeout=20, allow_redirects=False)
        assert right.status_code == 303
        assert browser.get(server.url, timeout=20).status_code == 200
    assert TOKEN not in server.log.getvalue()


@pytest.mark.parametrize("to", ["//x.example/", "/\\x.example", "https://x.example", "/a\r\nb", ""])
def test_it_leads_nowhere_else(serve: Any, to: str) -> None:
    server = serve(token=TOKEN)
    answer = requests.post(
        f"{server.url}/enter", data={"token": TOKEN, "to": to}, timeout=20, allow_redirects=False
    )
    assert answer.headers["Location"] == "/"


def test_nobody_tries_many_tokens(serve: Any) -> None:
    server = serve(token=TOKEN, limits=Limits(requests=5))
    tried = [
        requests.post(f"{server.url}/enter", data={"token": "x"}, timeout=20) for _ in "12345678"
    ]
    assert tried[-1].status_code == 429


def test_a_browser_brings_it_behind_the_address(serve: Any, chromium: Any) -> None:
    server = serve(token=TOKEN)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/#token={TOKEN}x")
    page.get_by_role("alert").get_by_text("Mã không đúng.").wait_for()
    page.get_by_label("Mã").fill(TOKEN)
    page.get_by_role("button", name="Vào").click()
    page.get_by_role("textbox", name="Dán địa chỉ").wait_for()
    context.clear_cookies()
    page.goto("about:blank")
    page.goto(f"{server.url}/?q=1#token={TOKEN}")
    page.get_by_role("textbox", name="Dán địa chỉ").wait_for()
    assert page.url == f"{server.url}/?q=1"
    context.close()


def test_a_phone_reads_the_address_from_the_terminal(tmp_path: Path) -> None:
    segno = pytest.importorskip("segno", reason="the extra is not installed")
    terminal, end = pty.openpty()
    options = ["--host", "0.0.0.0", "--port", "0", "--base-url", "https://nghe.bao.example"]
    command = [sys.executable, "-m", "baonoi", "serve", "-d", str(tmp_path), *options]
    environment = {**os.environ, "BAONOI_TOKEN": TOKEN}
    with subprocess.Popen(
        command, stdout=end, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(end)
        try:
            wanted = io.StringIO()
            address = f"https://nghe.bao.example/#token={TOKEN}"
            segno.make_qr(address, error="l").terminal(wanted, compact=True, border=2)
            shown = b""
            while wanted.getvalue().split("\n")[-2].encode() not in shown:
                shown += os.read(terminal, 65536)
            assert wanted.getvalue() in shown.decode().replace("\r\n", "\n")
            assert TOKEN.encode() not in shown
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            os.close(terminal)
