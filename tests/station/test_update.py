"""Updates: each article once, newest first, whatever papers and pages do."""

from __future__ import annotations

import pytest
from newsstand import Paper, story
from station.conftest import BEGIN, DAY, HOUR, Station

from baonoi.errors import StoppedError, SynthesisError, VoiceError
from baonoi.station import reading
from baonoi.station.database import Database
from baonoi.station.follows import papers as followed


def outcomes(station: Station, **more: object) -> list[tuple[str, str]]:
    return [(each.waiting.url.rpartition("/")[2], each.outcome) for each in station.update(**more)]


def test_what_is_new_is_read_once_the_newest_first(station: Station, papers: list[Paper]) -> None:
    first, second, _ = papers
    first.add(1, BEGIN - 3 * HOUR)
    second.add(2, BEGIN - HOUR)
    first.add(3, BEGIN - 2 * HOUR)
    station.follow(first, second)
    assert outcomes(station) == [
        ("bai-2.html", "read"), ("bai-3.html", "read"), ("bai-1.html", "read"),
    ]  # fmt: skip
    assert len(station.recordings()) == 3
    station.now += HOUR
    said = len(station.engine.said)
    assert outcomes(station) == []
    assert (len(station.engine.said), station.left) == (said, 0)
    assert [each.changed for each in station.asked] == [False, False]
    assert first.asked[-1] == ("/feed", 304, True)
    first.add(4, station.now)
    assert outcomes(station) == [("bai-4.html", "read")]


@pytest.mark.parametrize("form", ["rss", "atom", "rdf"])
def test_every_kind_of_feed(station: Station, papers: list[Paper], form: str) -> None:
    papers[0].form = form  # type: ignore[assignment]  # it is one
    papers[0].add(1, BEGIN - HOUR)
    papers[0].add(2)
    station.follow(papers[0])
    assert outcomes(station) == [("bai-2.html", "read"), ("bai-1.html", "read")]


def test_what_was_cut_off_a_feed_is_read_when_it_is_there(
    station: Station, papers: list[Paper]
) -> None:
    paper = papers[0]
    paper.add(1, BEGIN - 2 * HOUR)
    paper.add(2, BEGIN - HOUR)
    whole = paper.feed_text()
    paper.raw = whole[: whole.index(b"/bai-1")]
    station.follow(paper)
    assert outcomes(station) == [("bai-2.html", "read")]
    paper.raw = whole
    assert outcomes(station) == [("bai-1.html", "read")]
    assert [each.changed for each in station.asked] == [True]


def test_a_server_that_cuts_a_feed_off_is_asked_for_all_of_it(
    station: Station, papers: list[Paper]
) -> None:
    paper = papers[0]
    paper.add(1, BEGIN - HOUR)
    paper.raw = paper.feed_text().removesuffix(b"</channel></rss>")
    station.follow(paper)
    assert outcomes(station) == [("bai-1.html", "read")]
    assert outcomes(station) == []
    assert [each for each in paper.asked if each[0] == "/feed"] == 2 * [("/feed", 200, False)]


def test_a_feed_that_changes_brings_nothing_twice(station: Station, papers: list[Paper]) -> None:
    paper = papers[0]
    article = paper.add(1, BEGIN - HOUR, guid="bai-1")
    station.follow(paper)
    assert outcomes(station) == [("bai-1.html", "read")]
    article.title = "Tựa khác hẳn"
    assert outcomes(station) == []
    article.path = "/tua-khac-han.html"  # the same mark
    assert outcomes(station) == []
    article.path, article.guid = "/lai-khac.html?utm_source=zalo", "bai-moi"
    assert outcomes(station) == [("lai-khac.html?utm_source=zalo", "twin")]
    assert outcomes(station) == []
    assert len(station.recordings()) == 1


def test_an_article_that_moves_before_it_is_read_is_read_where_it_is(
    station: Station, papers: list[Paper]
) -> None:
    paper = papers[0]
    article = paper.add(1, BEGIN, guid="bai-1", status=404)
    station.follow(paper)
    assert outcomes(station) == [("bai-1.html", "failed")]
    article.path, article.title, article.status = "/bai-moi.html", "Tựa mới", 200
    assert outcomes(station) == [("bai-moi.html", "read")]
    assert station.recordings() == ["Tựa mới"]


def test_marks_go_with_a_paper_that_moves(station: Station, papers: list[Paper]) -> None:
    paper = papers[0]
    article = paper.add(1, BEGIN, guid="bai-1")
    paper.status, paper.location = 301, f"{paper.url}/rss"
    station.follow(paper)
    station.update()
    article.path = "/bai-moi.html"
    station.now += HOUR
    assert outcomes(station) == []
    assert station.asked[0].new == 0


def test_a_mark_that_all_articles_share_is_none(station: Station, papers: list[Paper]) -> None:
    for number in range(3):
        papers[0].add(number, BEGIN - number, guid="bai-viet")
    station.follow(papers[0])
    assert [outcome for _, outcome in outcomes(station)] == ["read"] * 3


def test_what_several_papers_carry_is_read_once(station: Station, papers: list[Paper]) -> None:
    one, two, three = papers
    original = one.add(1, BEGIN)
    two.add(2, BEGIN - 60, paragraphs=["Phóng viên tại chỗ cho hay.", *original.paragraphs[1:]])
    three.add(3, BEGIN - 120, canonical=f"{one.url}/bai-1.html?fbclid=x",
              paragraphs=original.paragraphs[:4])  # fmt: skip
    station.follow(one, two, three)
    found = station.update()
    assert sorted(each.outcome for each in found) == ["read", "twin", "twin"]
    (title,) = station.recordings()  # which comes first is a matter of threads
    assert {each.twin or title for each in found} == {title}


def test_a_paper_that_calls_all_its_pages_by_one_name(
    station: Station, papers: list[Paper]
) -> None:
    for number in range(3):
        papers[0].add(number, BEGIN - number, canonical=f"{papers[0].url}/tin-moi")
    station.follow(papers[0])
    assert [outcome for _, outcome in outcomes(station)] == ["read"] * 3
    assert len(station.recordings()) == 3


def test_a_copy_is_read_where_its_original_is_given_up(
    station: Station, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = papers
    original = one.add(1, BEGIN)
    two.add(2, BEGIN - 60, paragraphs=original.paragraphs)
    station.follow(one, two)
    monkeypatch.setattr(reading, "hopeless", lambda *_: True)
    speak, done = reading.to_folder, []

    def fail_once(*args: object, **more: object) -> object:
        if not done:
            done.append(1)
            raise SynthesisError("", "passage-unsaid")
        return speak(*args, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(reading, "to_folder", fail_once)
    assert {outcome for _, outcome in outcomes(station)} >= {"unreadable"}
    station.update()
    assert len(station.recordings()) == 1
    assert station.left == 0


def test_a_broken_page_is_tried_again_after_growing_pauses(
    station: Station, papers: list[Paper]
) -> None:
    paper = papers[0]
    broken = paper.add(1, BEGIN, status=500)
    paper.add(2, BEGIN)
    station.follow(paper)
    assert outcomes(station) == [("bai-2.html", "read"), ("bai-1.html", "failed")]
    assert station.left == 1
    tries = []
    for _ in range(24 * 4):
        station.now += HOUR / 4
        if outcomes(station):
            tries.append(round((station.now - BEGIN) / HOUR, 2))
    assert tries == [0.25, 0.75, 1.75, 3.75, 7.75, 15.75]
    broken.status = 200
    assert outcomes(station, at_once=True) == [("bai-1.html", "read")]
    assert station.left == 0


def test_a_broken_paper_does_not_keep_the_others(station: Station, papers: list[Paper]) -> None:
    one, two, three = papers
    one.status = 500
    two.raw = b"<html><body>B\xe1\xba\xa3o tr\xc3\xac</body></html>"
    three.add(1, BEGIN)
    station.follow(one, two, three)
    assert outcomes(station) == [("bai-1.html", "read")]
    assert [each.error and each.error.code for each in station.asked] == [
        "host-busy", "not-a-feed", None,
    ]  # fmt: skip
    assert station.left == 2
    station.update()
    assert (
        station.asked == [type(station.asked[0])(station.asked[0].paper)] if station.asked else True
    )
    one.status, two.raw = 200, None
    one.add(5, BEGIN)
    station.now += HOUR
    assert outcomes(station) == [("bai-5.html", "read")]
    assert station.left == 0


def test_a_paper_that_moved_and_one_that_is_gone(station: Station, papers: list[Paper]) -> None:
    one, two, three = papers
    one.status, one.location = 301, three.feed
    two.status = 410
    station.follow(one, two)
    station.update()
    assert followed(station.database)[0].url == three.feed
    assert (station.asked[1].gone, station.left) == (True, 0)
    station.now += 30 * DAY
    station.update()
    assert [each.paper.name for each in station.asked] == [one.name]
    assert len(one.asked) == 1


def test_nothing_is_asked_for_twice_within_its_validity(
    station: Station, papers: list[Paper]
) -> None:
    paper = papers[0]
    paper.max_age = 7200
    station.follow(paper)
    for _ in range(6):
        station.update()
        station.now += HOUR
    assert len(paper.asked) == 3


def test_a_wall_is_no_article_and_is_given_up(station: Station, papers: list[Paper]) -> None:
    papers[0].add(1, BEGIN, hidden=True)
    station.follow(papers[0])
    assert outcomes(station) == [("bai-1.html", "failed")]
    for _ in range(48):
        station.now += HOUR
        station.update()
    assert len(papers[0].pages_asked()) == 3
    assert station.left == 0


def test_words_choose(station: Station, papers: list[Paper]) -> None:
    for number, title in enumerate(("Giá VÀNG tăng", "Vang mùa lễ hội", "Giá vàng và xổ  số")):
        papers[0].add(number, BEGIN - number, title=title)
    station.follow(papers[0], wanted=("giá vàng", "mùa"), unwanted=("xổ số",))
    assert outcomes(station) == [("bai-0.html", "read"), ("bai-1.html", "read")]
    assert "/bai-2.html" not in papers[0].pages_asked()


def test_no_more_than_is_kept_and_nothing_old(station: Station, papers: list[Paper]) -> None:
    for number in range(6):
        papers[0].add(number, BEGIN - DAY + number * HOUR)
        papers[1].add(number, BEGIN - number * DAY)
    station.follow(papers[0], keep=2)
    station.follow(papers[1])
    found = [name for name, _ in outcomes(station, keep=5, max_age=2.5 * DAY)]
    assert sorted(found) == sorted(
        ["bai-5.html", "bai-4.html", "bai-0.html", "bai-1.html", "bai-2.html"]
    )


def test_no_more_minutes_than_asked_for(station: Station, papers: list[Paper]) -> None:
    papers[1].add(7, BEGIN, paragraphs=story("dài", 30))
    papers[1].add(8, BEGIN - 1, paragraphs=story("ngắn", 6))
    station.follow(papers[1])
    assert outcomes(station, max_seconds=150.0) == [("bai-7.html", "over"), ("bai-8.html", "read")]
    assert station.left == 0
    assert outcomes(station) == [("bai-7.html", "read")]


def test_a_recording_that_is_there_is_not_made_again(station: Station, papers: list[Paper]) -> None:
    papers[0].add(1, BEGIN)
    station.follow(papers[0])
    station.update()
    station.database.change("DELETE FROM article")
    said = len(station.engine.said)
    station.database.change("UPDATE paper SET etag = ''")
    assert outcomes(station) == [("bai-1.html", "read")]
    assert len(station.engine.said) == said


def test_what_a_killed_run_published_is_taken_as_read(
    station: Station, papers: list[Paper]
) -> None:
    for number in range(2):
        papers[0].add(number, BEGIN - number)
    station.follow(papers[0])
    station.update()
    station.database.change("UPDATE article SET state = 'begun', seconds = NULL")
    gone = next(iter(sorted(station.directory.glob("*/recording.json"))))
    gone.unlink()
    assert len(outcomes(station)) == 1
    states = station.database.rows("SELECT state, seconds FROM article")
    assert [(row["state"], row["seconds"] > 0) for row in states] == [("read", True)] * 2


def test_where_no_voice_can_speak_the_articles_wait(
    station: Station, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers[0].add(1, BEGIN)
    station.follow(papers[0])

    def mute(*_: object, **__: object) -> None:
        raise VoiceError("", "voice-unusable")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "to_folder", mute)
        with pytest.raises(VoiceError):
            station.update()
    assert outcomes(station) == [("bai-1.html", "read")]


def test_two_updates_at_once(station: Station, papers: list[Paper]) -> None:
    station.follow(papers[0])
    with Database() as other, other.alone(), pytest.raises(StoppedError) as told:
        station.update()
    assert told.value.code == "update-under-way"
    station.update()
