"""A long text: its first passage goes out before the rest is understood, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_voice import VOICE, FakeEngine, humming

from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Utterance, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.reading import long_text
from baonoi.reading.events import Event, Finished, Planned
from baonoi.reading.long_text import begun, head_of
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import understand
from baonoi.reading.stream import frames
from baonoi.reading.target import mp3_sections
from baonoi.voices import Host

PARAGRAPHS = [
    f"Đoạn thứ {number}: người dân hai bờ sông đi lại dễ hơn, phà ngừng chạy từ hôm nay."
    for number in range(1, 21)
]
TEXT = Page("\n\n".join(["Cầu mới qua sông thông xe", *PARAGRAPHS]))
CHOICE = VoiceChoice(VoiceSpec(VOICE, "test"), VoiceRequest("test"))
OPTIONS = ReadingOptions()


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_text, "LONG", 1000)
    monkeypatch.setattr(long_text, "HEAD", 400)


@pytest.fixture
def resources() -> Iterator[Resources]:
    with Host({"test": FakeEngine(humming(2000))}) as host:
        yield Resources(host)


def coded(reading: object) -> bytes:
    return b"".join(frames(reading, mp3_sections(OPTIONS)))  # type: ignore[arg-type]


def test_the_beginning_ends_between_two_paragraphs() -> None:
    head = head_of(TEXT)
    assert head is not None
    assert 200 < len(head.text) <= 400
    assert TEXT.text.startswith(f"{head.text}\n\n")


@pytest.mark.parametrize(
    "page",
    [Page(TEXT.text[:900]), Page(TEXT.text, "text/html"), Page("không xuống dòng " * 100)],
    ids=["short", "a page", "one line"],
)
def test_what_is_understood_as_a_whole(page: Page, resources: Resources) -> None:
    assert head_of(page) is None
    assert begun(page, CHOICE, OPTIONS, resources) is None


def test_it_sounds_as_if_all_had_been_understood_before(resources: Resources) -> None:
    text = begun(TEXT, CHOICE, OPTIONS, resources)
    whole = Performance(understand(TEXT), CHOICE, OPTIONS, resources)
    assert text is not None
    assert coded(text) == coded(whole)


def test_the_first_frames_come_before_the_rest_is_understood(
    monkeypatch: pytest.MonkeyPatch, resources: Resources
) -> None:
    lengths: list[int] = []

    def noting(page: Page, **options: bool) -> Article:
        lengths.append(len(page.text))
        return understand(page, **options)

    monkeypatch.setattr(long_text, "understand", noting)
    told: list[Article] = []
    text = begun(TEXT, CHOICE, OPTIONS, resources, understood=told.append)
    assert text is not None
    coming = frames(text, mp3_sections(OPTIONS))
    assert next(coming)
    assert (len(lengths), told) == (1, [])
    assert b"".join(coming)
    assert lengths[1] == len(TEXT.text)
    assert [article.title for article in told] == ["Cầu mới qua sông thông xe"]


def test_listeners_hear_one_reading(resources: Resources) -> None:
    heard: list[Event] = []
    text = begun(TEXT, CHOICE, OPTIONS, resources, [heard.append])
    assert text is not None
    assert list(text.events()) == heard
    assert isinstance(heard[0], Planned)
    assert heard[0].characters == len(TEXT.text)
    assert [type(event) for event in heard].count(Planned) == 1
    assert [each for each in heard if isinstance(each, Finished)] == heard[-1:]
    said = [event.text.written for event in heard if isinstance(event, Utterance)]
    assert said == ["Cầu mới qua sông thông xe", *PARAGRAPHS]


def test_should_it_begin_otherwise_all_of_it_is_read(
    monkeypatch: pytest.MonkeyPatch, resources: Resources
) -> None:
    other = understand(Page("Một tiêu đề khác hẳn\n\n" + "\n\n".join(PARAGRAPHS[:3])))
    monkeypatch.setattr(
        long_text, "understand", lambda page, **_: understand(page) if page is TEXT else other
    )
    text = begun(TEXT, CHOICE, OPTIONS, resources)
    assert text is not None
    said = [event.text.written for event in text.events() if isinstance(event, Utterance)]
    assert said == ["Một tiêu đề khác hẳn", "Cầu mới qua sông thông xe", *PARAGRAPHS]


def test_a_beginning_that_is_no_article_leaves_it_to_the_whole(
    monkeypatch: pytest.MonkeyPatch, resources: Resources
) -> None:
    def refused(page: Page, **_: bool) -> Article:
        raise NoArticleError("There is no article in it.", "no-article")

    monkeypatch.setattr(long_text, "understand", refused)
    assert begun(TEXT, CHOICE, OPTIONS, resources) is None
