"""Asking an address again and again: what changed, where it moved, how long it holds."""

from __future__ import annotations

from typing import Any

import pytest

from baonoi.errors import SourceError
from baonoi.sources import web
from baonoi.sources.web import Answer, ask
from baonoi.store import paths


def asked(url: str, **options: Any) -> Answer:
    return ask(url, allow_private=True, **options)


def test_the_first_answer_tells_how_to_ask_again(server: Any) -> None:
    url = server.page(
        "/rss", "<rss/>", content_type="text/xml", etag='"7"', last_modified="hôm qua"
    )
    answer = asked(url)
    assert answer.raw is not None
    assert (answer.raw.data, answer.etag, answer.moved) == (b"<rss/>", '"7"', None)
    assert not paths.pages().exists()  # who asks keeps what he needs himself


def test_what_has_not_changed_is_not_sent(server: Any) -> None:
    url = server.page("/rss", "", status=304, etag='"8"', cache_control="max-age=60")
    answer = asked(url, etag='"7"', last_modified="Thu, 12 Jun 2025 02:30:00 GMT")
    assert answer == Answer(None, None, '"8"', "", 60.0)
    headers = server.seen[-1][1]
    assert headers["if-none-match"] == '"7"'
    assert headers["if-modified-since"] == "Thu, 12 Jun 2025 02:30:00 GMT"


def test_an_unasked_304_is_no_answer(server: Any) -> None:
    url = server.page("/rss", "", status=304)
    with pytest.raises(SourceError) as told:
        asked(url)
    assert told.value.code == "unexpected-status"


@pytest.mark.parametrize(
    ("hops", "moved"),
    [((301,), "/1"), ((308, 301), "/2"), ((302,), None), ((302, 301), None), ((301, 307), "/1")],
)
def test_only_what_moved_for_good_has_moved(
    server: Any, hops: tuple[int, ...], moved: str | None
) -> None:
    for number, status in enumerate(hops):
        server.page(f"/{number}", "", status=status, location=f"/{number + 1}")
    server.page(f"/{len(hops)}", "<rss/>", content_type="text/xml")
    answer = asked(f"{server.url}/0")
    assert answer.raw is not None
    assert answer.moved == (moved and server.url + moved)


@pytest.mark.parametrize(
    ("control", "age", "fresh"),
    [
        ("max-age=600", "", 600),
        ("public, MAX-AGE=600", "100", 500),
        ('private, max-age="600"', "700", 0),
        ("no-cache, max-age=600", "", 0),
        ("no-store", "", 0),
        ("max-age=x", "", 0),
        ("s-maxage=5", "y", 0),
    ],
)
def test_how_long_it_holds(server: Any, control: str, age: str, fresh: float) -> None:
    url = server.page("/rss", "<rss/>", content_type="text/xml", cache_control=control, age=age)
    assert asked(url).fresh == fresh


def test_a_refusal_tells_status_and_wait(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_PAUSE", 0.0)
    gone = server.page("/gone", "", status=410)
    busy = server.page("/busy", "", status=503, retry_after="90")
    with pytest.raises(SourceError) as told:
        asked(gone)
    assert (told.value.code, told.value.fields["status"]) == ("no-page", 410)
    with pytest.raises(SourceError) as told:
        asked(busy)
    assert (told.value.code, told.value.fields["retry_after"]) == ("host-busy", 90)
