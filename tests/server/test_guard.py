"""Who is let in."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from baonoi.errors import UsageError
from baonoi.server.settings import Limits, checked_address, checked_origin, is_loopback

TOKEN = "bí mật-7e1"
SITE = "https://bao.example"


def get(server: Any, path: str = "/v1/models", **headers: str) -> requests.Response:
    return requests.get(
        server.url + path,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        timeout=20,
        allow_redirects=False,
    )


def test_a_token_is_asked_for(serve: Any) -> None:
    server = serve(token=TOKEN)
    wrong = get(server)
    assert wrong.status_code == 401
    assert wrong.headers["WWW-Authenticate"].startswith("Bearer")
    assert wrong.json()["error"]["code"] == "token-wrong"
    for given in (TOKEN[:-1], f"{TOKEN}x", "", "\N{SNOWMAN}"):
        authorization = f"Bearer {given}".encode()
        assert get(server, Authorization=authorization).status_code == 401  # type: ignore[arg-type]
    assert get(server, Authorization=f"Bearer {TOKEN}".encode()).status_code == 200  # type: ignore[arg-type]
    for path in ("/", "/metrics", "/v1/voices", "/bai/", "/v1/audio/speech"):
        assert get(server, path).status_code == 401
    for path in ("/healthz", "/readyz"):
        assert get(server, path).status_code == 200


def test_a_browser_keeps_a_cookie_instead(serve: Any) -> None:
    server = serve(token=TOKEN)
    with requests.Session() as browser:
        first = browser.get(
            server.url + "/", params={"token": TOKEN, "q": "a b"}, allow_redirects=False, timeout=20
        )
        assert first.headers["Location"] == "/?q=a+b"
        cookie = first.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert TOKEN not in cookie
        assert browser.get(server.url + "/", timeout=20).status_code == 200
    assert get(server, "/?token=wrong").status_code == 401
    log = server.log.getvalue()
    assert TOKEN not in log
    assert server.service.guard.cookie not in log
    assert "status=401" in log


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example"])
def test_the_way_back_leads_nowhere_else(serve: Any, path: str) -> None:
    answer = get(serve(token=TOKEN), f"{path}?token={requests.utils.quote(TOKEN)}")
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\", "http"))


def test_pages_of_other_sites_may_not_ask(serve: Any) -> None:
    server = serve()
    asked = {"input": "Một."}
    url = f"{server.url}/v1/audio/speech"
    for headers in (
        {"Origin": SITE},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": f"http://127.0.0.1:{server.port}.evil.example"},
    ):
        answer = requests.post(url, json=asked, headers=headers, timeout=20)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin-refused")
        assert "Access-Control-Allow-Origin" not in answer.headers
    own = requests.post(url, json=asked, headers={"Origin": server.url}, timeout=20)
    assert own.status_code == 200


def test_pages_of_allowed_sites_may(serve: Any) -> None:
    server = serve(origins=(SITE,))
    asked = requests.options(
        f"{server.url}/v1/voices",
        headers={"Origin": SITE, "Access-Control-Request-Method": "GET"},
        timeout=20,
    )
    assert asked.status_code == 204
    answer = get(server, "/v1/models", Origin=SITE)
    for each in (asked, answer):
        assert each.headers["Access-Control-Allow-Origin"] == SITE
        assert "Access-Control-Allow-Credentials" not in each.headers
    assert get(server, "/v1/models", Origin=SITE, Sec_Fetch_Mode="cors").status_code == 200
    other = get(server, "/v1/models", Origin="https://other.example", Sec_Fetch_Mode="cors")
    assert other.status_code == 403


def test_an_allowed_site_knows_no_token(serve: Any) -> None:
    server = serve(origins=(SITE,), token=TOKEN)
    assert get(server, "/v1/models", Origin=SITE).status_code == 401


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("evil.example:8778", 421),
        ("127.0.0.1.evil.example", 421),
        ("[::1", 400),
        ("localhost:1", 200),
        ("192.168.1.7:8778", 200),
        ("[fe80::1]:8778", 200),
    ],
)
def test_a_name_that_is_not_ours_is_no_way_in(serve: Any, host: str, status: int) -> None:
    """A name server of somebody else's may let a browser take this machine for its own site."""
    answer = get(serve(), "/v1/models", Host=host)
    assert answer.status_code in {status, 421} - ({421} if status == 200 else set())


def test_a_base_url_is_a_name_of_ours(serve: Any) -> None:
    server = serve(base_url="https://nghe.bao.example")
    assert get(server, Host="nghe.bao.example").status_code == 200
    assert get(server, Host="nghe.bao.example", Origin="https://nghe.bao.example").ok


def test_too_many_requests_are_put_off(serve: Any) -> None:
    server = serve(limits=Limits(requests=5))
    statuses = [get(server).status_code for _ in range(8)]
    assert statuses[:5] == [200] * 5
    assert statuses[-1] == 429
    assert int(get(server).headers["Retry-After"]) >= 1
    assert get(server, "/healthz").status_code == 200


def test_behind_a_proxy_each_client_has_its_own_pace(serve: Any) -> None:
    server = serve(limits=Limits(requests=2), base_url="https://nghe.bao.example")
    for client in ("203.0.113.1", "1.1.1.1, 203.0.113.2"):
        statuses = [get(server, X_Forwarded_For=client).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
    alone = serve(limits=Limits(requests=2))
    statuses = [get(alone, X_Forwarded_For=f"10.0.0.{n}").status_code for n in range(3)]
    assert statuses == [200, 200, 429]  # nobody told it of a proxy


def test_so_many_listen_at_once(serve: Any) -> None:
    server = serve(limits=Limits(jobs_each=1))
    url = f"{server.url}/v1/audio/speech"
    long = {"input": "\n".join(f"Câu thứ {number}." for number in range(1500))}
    with requests.post(url, json=long, stream=True, timeout=20) as first:
        assert first.status_code == 200
        second = requests.post(url, json={"input": "Hai."}, timeout=20)
        assert (second.status_code, second.json()["error"]["code"]) == (429, "too-many-jobs")
        assert second.json()["error"]["type"] == "rate_limit_error"


def test_a_site_is_a_scheme_and_a_host() -> None:
    assert checked_origin("https://Bao.Example/") == "https://bao.example"
    for wrong in (
        "bao.example",
        "https://bao.example/x",
        "ftp://a",
        "*",
        "https://a?b",
        "http://[",
    ):
        with pytest.raises(UsageError):
            checked_origin(wrong)


def test_a_port_and_whose() -> None:
    assert checked_address("10200") == ("127.0.0.1", 10200)
    assert checked_address("0.0.0.0:10200") == ("0.0.0.0", 10200)
    assert checked_address("[::1]:10200") == ("::1", 10200)
    for wrong in ("", "bao.example", "1:2:x", "99999", "http://a:1", "a b:1"):
        with pytest.raises(UsageError):
            checked_address(wrong)


def test_limits_by_name() -> None:
    assert Limits.told(("jobs=3", "jobs-each=2")) == Limits(jobs=3, jobs_each=2)
    for wrong in ("jobs", "jobs=-1", "jobs=0", "jobs=many", "beauty=3"):
        with pytest.raises(UsageError):
            Limits.told((wrong,))


def test_this_machine_by_its_names() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "::1", "[::1]", "localhost", "127.3.4.5")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "bao.example")))
