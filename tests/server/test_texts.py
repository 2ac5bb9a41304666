"""Our own API of texts: by GET and by POST the same."""

from __future__ import annotations

from typing import Any

import pytest
import requests

NEWS = "Cầu mới\n\nCây cầu dài 1,5 km đã thông xe sáng nay.\n\nXem thêm: Tin khác"
PATHS = ("clean", "explain", "normalize")


def both(server: Any, path: str, **told: Any) -> list[requests.Response]:
    url = f"{server.url}/v1/{path}"
    query = {**told, **told.get("options", {})}
    query.pop("options", None)
    return [
        requests.post(url, json=told, timeout=30),
        requests.get(url, params=query, timeout=30),
    ]


def alike(server: Any, path: str, **told: Any) -> dict[str, Any]:
    posted, got = both(server, path, **told)
    assert posted.json() == got.json()
    assert posted.status_code == got.status_code == 200
    found: dict[str, Any] = posted.json()
    return found


def test_a_text_is_spelled_out(serve: Any) -> None:
    server = serve()
    said = alike(server, "normalize", text="Cầu dài 1,5 km.")
    assert said["spoken"] == "Cầu dài một phẩy năm ki-lô-mét."
    [rewrite] = said["rewrites"]
    assert (rewrite["written"], rewrite["from"], rewrite["to"]) == ("1,5 km", 8, 14)
    south = alike(server, "normalize", text="Có 1.004 nhà.", accent="southern")
    assert "ngàn" in south["spoken"]


def test_an_article_is_understood(serve: Any, paper: Any) -> None:
    server = serve(allow_private=True)
    assert alike(server, "clean", text=NEWS)["title"] == "Cầu mới"
    assert alike(server, "clean", url=paper.url)["title"] == "Trạm y tế mới trên bản"


def test_it_is_told_why(serve: Any) -> None:
    server = serve()
    told = alike(server, "explain", text=NEWS)
    assert told["version"] == 1
    assert [row["spoken"] for row in told["rewrites"]] == ["một phẩy năm ki-lô-mét"]
    assert ["Xem thêm" in cut["text"] for cut in told["cuts"]] == [True]
    without = alike(server, "explain", text=NEWS, options={"without": ["title"]})
    assert [left["role"] for left in without["left_out"]] == ["title"]


@pytest.mark.parametrize(
    ("paths", "told", "code"),
    [
        (PATHS[:2], {}, "invalid-value"),
        (PATHS, {"text": "a" * 7001}, "input-too-long"),
        (PATHS[:2], {"url": "/etc/passwd"}, "invalid-value"),
        (PATHS[:2], {"text": "Một.", "options": {"without": ["beauty"]}}, "part-unknown"),
        (PATHS[:2], {"text": "Một.", "options": {"captions": "perhaps"}}, "invalid-value"),
        (PATHS[:2], {"text": "Một.", "options": {"loudness": "loud"}}, "invalid-value"),
        (PATHS[1:2], {"text": "Một.", "voice": "../a"}, "voice-unknown"),
        (PATHS[2:], {"text": "Một.", "accent": "western"}, "invalid-value"),
    ],
)
def test_limits_and_errors_are_the_same(
    serve: Any, paths: tuple[str, ...], told: dict[str, Any], code: str
) -> None:
    from baonoi.server.settings import Limits

    server = serve(limits=Limits(characters=7000))
    for path in paths:
        for answer in both(server, path, **told):
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_nothing_private_is_fetched(serve: Any, paper: Any) -> None:
    server = serve()
    for path in PATHS[:2]:
        for answer in both(server, path, url=paper.url):
            assert (answer.status_code, answer.json()["code"]) == (403, "address-private")
    assert not paper.asked


def test_a_picture_on_another_page_makes_us_fetch_nothing(serve: Any, paper: Any) -> None:
    server = serve(allow_private=True)
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    answer = requests.get(
        f"{server.url}/v1/clean", params={"url": paper.url}, headers=headers, timeout=20
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "origin-refused")
    assert not paper.asked
