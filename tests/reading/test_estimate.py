"""What a reading would come to, held against what it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_voice import FakeEngine, humming

from baonoi.errors import NoArticleError
from baonoi.model import Article, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.reading.estimate import estimate
from baonoi.reading.options import ReadingOptions
from baonoi.reading.read import read
from baonoi.reading.source import understand
from baonoi.voices import Host, choose
from baonoi.voices.edge import EdgeEngine, groups
from baonoi.voices.google import GoogleEngine, packing

OPTIONS = ReadingOptions()


@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_it_is_near_to_what_comes(seed: Path, speed: float) -> None:
    article = understand(str(seed))
    choice = choose(VoiceRequest("espeak-nam-bac", speed=speed))
    with Host() as host:
        before = estimate(article, choice, OPTIONS, host)
        assert (before.kept, before.requests) == (0, 0)
        recording = read(article, voice=VoiceRequest("espeak-nam-bac", speed=speed))
        after = estimate(article, choice, OPTIONS, host)
    assert before.seconds == pytest.approx(
        recording.timeline.samples / recording.timeline.sample_rate, rel=0.1
    )
    assert after.kept == after.passages > 10
    assert after.characters == before.characters


@pytest.mark.parametrize("engine", [EdgeEngine(), GoogleEngine()])
def test_requests_are_counted_as_the_engine_makes_them(
    article: Article, engine: EdgeEngine | GoogleEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("somebody is asked")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    voice = engine.voices()[0]
    choice = VoiceChoice(VoiceSpec(voice, engine.name))
    with Host({engine.name: engine}) as host:
        found = estimate(article, choice, OPTIONS, host)
    passages = [passage.punctuated() for passage in _script(article, choice).passages()]
    if isinstance(engine, EdgeEngine):
        wanted = [len(list(groups([t.spoken for t in each.sentences]))) for each in passages]
    else:
        wanted = [len(packing.pack(each.sentences)) for each in passages]
    assert found.requests == sum(wanted) >= len(passages)
    assert 10 < found.seconds < 60


def _script(article: Article, choice: VoiceChoice):  # type: ignore[no-untyped-def]
    from baonoi.reading.plan import script_of

    return script_of(article, choice.voice)


def test_an_engine_of_another_package_is_asked_once_a_passage(article: Article) -> None:
    engine = FakeEngine(humming())
    engine.online = True
    choice = VoiceChoice(VoiceSpec(engine.voices()[0], engine.name))
    with Host({engine.name: engine}) as host:
        found = estimate(article, choice, OPTIONS, host)
        assert found.requests == found.passages
        everything = ("title", "date", "lead", "paragraph", "heading", "list-item", "byline")
        with pytest.raises(NoArticleError):
            estimate(article, choice, ReadingOptions(without=everything), host)
    assert engine.said == []
