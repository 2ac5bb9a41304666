"""What happens while an article is read, in order; and who takes over, and who does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from fake_voice import VOICE, FakeEngine, article_of, as_written, humming, perform, spelled_out

from baonoi.common import parallel
from baonoi.errors import StoppedError, VoiceError
from baonoi.model import Clip, Passage, SpokenText, Utterance, Voice
from baonoi.reading.events import Event, Finished, PassedOver, Planned, SectionDone
from baonoi.reading.perform import Performance
from baonoi.reading.plan import Plan
from baonoi.voices.registry import Loaded
from baonoi.voices.speak import AHEAD

ARTICLE = article_of(["Câu một. Câu hai.", "Câu ba."], ["Câu bốn."], ["Câu năm. Câu sáu. Câu bảy."])
SPOKEN = [
    *("Câu một.", "Câu hai.", "Câu ba.", "Phần 1.", "Câu bốn."),
    *("Phần 2.", "Câu năm.", "Câu sáu.", "Câu bảy."),
]


@pytest.fixture(autouse=True)
def _as_written() -> Iterator[None]:
    with spelled_out():
        yield


def said(events: Iterable[Event]) -> list[str]:
    return [event.text.spoken for event in events if isinstance(event, Utterance)]


def test_events_come_in_the_order_in_which_things_happen() -> None:
    heard: list[Event] = []
    performance = perform(ARTICLE, FakeEngine(humming()), listeners=[heard.append])
    events = list(performance.events())
    assert heard == events
    kinds = "".join(type(event).__name__[0] for event in events)
    assert kinds == "PUUUSUUSUUUUSF"
    first, *_, last = events
    assert isinstance(first, Planned)
    assert first.choice == performance.choice
    assert first.characters == sum(len(block.text) for _, block in ARTICLE.blocks())
    assert isinstance(last, Finished)
    assert last.script == performance.script
    assert [e.section for e in events if isinstance(e, SectionDone)] == [0, 1, 2]
    assert said(events) == SPOKEN


def test_a_sentence_knows_its_place_its_words_and_the_silence_around_it() -> None:
    word = 4410
    said_ = [
        e for e in perform(ARTICLE, FakeEngine(humming(word))).events() if isinstance(e, Utterance)
    ]
    places = [(each.section, each.passage, each.sentence) for each in said_]
    assert places == [
        *((0, 0, 0), (0, 0, 1), (0, 1, 0)),
        *((1, 0, 0), (1, 1, 0)),
        *((2, 0, 0), (2, 1, 0), (2, 1, 1), (2, 1, 2)),
    ]
    assert [each.ends_section for each in said_] == [
        place in {(0, 1, 0), (1, 1, 0), (2, 1, 2)} for place in places
    ]
    assert [each.ends_script for each in said_] == [False] * 8 + [True]
    for each in said_:
        assert list(each.words) == [0, word, word, 2 * word]
        assert len(each.pcm) == 2 * 2 * word
        assert each.sample_rate == 22050
    assert [round(each.silence / 22050, 2) for each in said_] == [
        *(0.45, 0.75, 0.9),
        *(0.7, 0.9),
        *(0.7, 0.45, 0.45, 1.0),
    ]
    assert [round(each.lead / 22050, 2) for each in said_] == [
        *(0.3, 0, 0),
        *(0.3, 0),
        *(0.3, 0, 0, 0),
    ]


def test_the_first_event_waits_for_the_first_clip_and_not_for_the_script() -> None:
    spelled: list[str] = []

    def say(text: str) -> SpokenText:
        spelled.append(text)
        return as_written(text)

    engine = FakeEngine(humming())
    with spelled_out(say):
        events = perform(article_of(["Câu này."] * 40, title="Bài"), engine).events()
        next(events)
        assert len(engine.said) == 1
        assert len(spelled) == 2
        list(events)
    assert len(spelled) == 41


def test_a_repeated_performance_tells_nobody_and_says_nothing_anew() -> None:
    heard: list[Event] = []
    engine = FakeEngine(humming())
    performance = perform(ARTICLE, engine, listeners=[heard.append])
    first = list(performance.events())
    told, count = len(heard), len(engine.said)
    again = list(performance.events())
    assert said(again) == said(first)
    assert again[-1] == first[-1]
    assert (len(heard), len(engine.said)) == (told, count)


def test_an_order_of_one_s_own() -> None:
    performance = perform(ARTICLE, FakeEngine(humming()))
    backwards = list(performance.events(lambda plan: reversed(list(plan.passages()))))
    assert said(backwards)[0] == "Câu năm."
    assert sorted(said(backwards)) == sorted(SPOKEN)
    assert [e.section for e in backwards if isinstance(e, SectionDone)] == [2, 1, 0]
    none = list(performance.events(lambda _: ()))
    assert [type(event) for event in none] == [Planned, Finished]


# --- who takes over


class Failing(FakeEngine):
    """Its service is gone from that passage on."""

    def __init__(self, at: str, **options: Any) -> None:
        super().__init__(humming(name="xa"), name="far", **options)
        self.at = at

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        def reached() -> Iterator[Passage]:
            for passage in passages:
                if passage.sentences[0].spoken == self.at:
                    raise StoppedError("The service is gone.", "Go on later.")
                yield passage

        yield from super().synthesize(reached(), voice)


FAR = Voice("xa", "Giọng xa", "far", "male", rank=1, word_times=True)
NEAR = replace(VOICE, rank=2)


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The next best voice, beside one that fails."""
    engine = FakeEngine(humming(), voices=(NEAR,))
    far = FakeEngine(humming(), name="far", voices=(FAR,))
    found = [Loaded(far, (FAR,)), Loaded(engine, (NEAR,))]
    monkeypatch.setattr("baonoi.voices.catalog.installed", lambda: iter(found))
    return engine


def by_far(far: FakeEngine, near: FakeEngine, heard: list[Event], asked: str) -> Performance:
    performance = perform(ARTICLE, far, FAR, listeners=[heard.append], others={"test": near})
    choice = performance.choice
    performance.choice = replace(choice, request=replace(choice.request, name=asked))
    return performance


@pytest.mark.parametrize("at_once", [1, 3])
def test_the_next_best_voice_takes_over_before_anything_was_said(
    near: FakeEngine, at_once: int
) -> None:
    heard: list[Event] = []
    performance = by_far(Failing("Câu một.", at_once=at_once), near, heard, "nam")
    events = list(performance.events())
    assert heard == events
    assert events[0] == PassedOver("xa", "The service is gone.")
    assert isinstance(events[1], Planned)
    assert events[1].choice.voice == NEAR
    assert events[1].choice.passed_over == (("xa", "The service is gone"),)
    assert performance.choice == events[1].choice
    assert said(events) == SPOKEN
    assert len(near.said) == 6


def test_whoever_was_asked_for_by_name_gives_way_to_nobody(near: FakeEngine) -> None:
    heard: list[Event] = []
    with pytest.raises(VoiceError, match="gone"):
        list(by_far(Failing("Câu một."), near, heard, "xa").events())
    assert heard == []
    assert near.said == []


def test_a_reading_is_never_passed_on_half_way(near: FakeEngine) -> None:
    heard: list[Event] = []
    performance = by_far(Failing("Câu bốn."), near, heard, "nam")
    with pytest.raises(StoppedError) as caught:
        list(performance.events())
    assert "(3 of 6 passages are said and kept)" in caught.value.message
    assert said(heard) == SPOKEN[:4]
    assert near.said == []
    assert not any(isinstance(event, PassedOver) for event in heard)
    with pytest.raises(StoppedError):  # kept, but not to be begun anew by another
        list(by_far(Failing("Câu bốn."), near, [], "nam").events())
    assert near.said == []


# --- who stops listening


@pytest.mark.parametrize("at_once", [1, 2])
def test_whoever_stops_listening_stops_the_voice(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = parallel.Hand
    engine = FakeEngine(humming(), at_once=at_once)
    plans: list[int] = []

    def counted(plan: Plan) -> Iterator[Any]:
        for laid_out in plan.passages():
            plans.append(laid_out.number)
            yield laid_out

    hands: list[parallel.Hand] = []
    monkeypatch.setattr(parallel, "Hand", lambda work: hands.append(begun(work)) or hands[-1])
    events = perform(article_of([f"Câu {n}." for n in range(100)]), engine).events(counted)
    for _ in range(4):
        next(events)
    events.close()  # type: ignore[attr-defined]  # it is a generator
    ahead = 1 if at_once == 1 else AHEAD * at_once + 1
    assert 3 <= len(plans) <= 3 + ahead
    assert len(hands) == (0 if at_once == 1 else at_once)
    assert all(hand.ended(60) for hand in hands)
    assert engine.ended == (1 if at_once == 1 else len(engine.read))
    count = len(engine.said)
    assert count <= 3 + ahead
    assert len(list(perform(article_of(["Khác."]), engine).events())) == 4
    assert len(engine.said) == count + 1
    assert engine.closed == 0  # who lent it may go on with it


def test_a_listener_that_fails_stops_the_voice() -> None:
    engine = FakeEngine(humming())

    def broken(event: Event) -> None:
        if isinstance(event, Utterance):
            raise RuntimeError("no loudspeaker")

    with (
        pytest.raises(RuntimeError, match="no loudspeaker"),
        closing(perform(ARTICLE, engine, listeners=[broken]).events()) as events,  # type: ignore[type-var]  # it is a generator
    ):
        list(events)
    assert engine.ended == 1
    assert len(engine.said) == 1
