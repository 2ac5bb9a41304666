"""Every value that crosses a border comes back as it was."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from fake_voice import FakeEngine, article_of, humming, perform
from hypothesis import given
from values import CHOICES, JOBS, REQUESTS, SPECS

from baonoi.encode import Mp3Sections
from baonoi.errors import UsageError
from baonoi.model import (
    Cover,
    Passage,
    Role,
    SpokenText,
    Utterance,
    VoiceChoice,
    VoiceRequest,
    VoiceSpec,
)
from baonoi.normalizer import normalize
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import ReadingOptions
from baonoi.reading.record import record
from baonoi.voices import ClipCache, clip_key

ARTICLE = article_of(["Sáng 9/2/2024, cầu dài 1,5 km đã thông xe. Phà nghỉ."], title="Cầu mới")


@given(JOBS)
def test_jobs(job: ReadingJob) -> None:
    assert pickle.loads(pickle.dumps(job)) == job
    assert ReadingJob.from_json(json.loads(json.dumps(job.to_json()))) == job
    assert hash(job) == hash(ReadingJob.from_json(job.to_json()))


def test_a_job_need_not_tell_what_is_usual() -> None:
    assert ReadingJob.from_json({"source": "bai.txt"}) == ReadingJob("bai.txt")
    assert ReadingJob("-").voice == VoiceRequest()
    assert ReadingJob("-").options == ReadingOptions()


def test_a_job_that_cannot_be_is_refused_where_it_arrives() -> None:
    for told in ({"voice": {"speed": 3}}, {"options": {"quality": 11}}):
        with pytest.raises(UsageError):
            ReadingJob.from_json({"source": "bai.txt", **told})


@given(REQUESTS)
def test_requests(request: VoiceRequest) -> None:
    assert pickle.loads(pickle.dumps(request)) == request
    assert VoiceRequest.from_json(json.loads(json.dumps(request.to_json()))) == request


@pytest.mark.parametrize("speed", [0.49, 2.01, 0, -1, float("nan"), float("inf")])
def test_speeds_that_no_voice_has(speed: float) -> None:
    with pytest.raises(UsageError, match="times its speed"):
        VoiceRequest(speed=speed)


@given(SPECS)
def test_specs(spec: VoiceSpec) -> None:
    assert pickle.loads(pickle.dumps(spec)) == spec
    assert VoiceSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


@given(CHOICES)
def test_choices(choice: VoiceChoice) -> None:
    assert pickle.loads(pickle.dumps(choice)) == choice
    assert VoiceChoice.from_json(json.loads(json.dumps(choice.to_json()))) == choice


def test_utterances() -> None:
    """Although their sound is a view of a file."""
    events = list(perform(ARTICLE, FakeEngine(humming())).events())
    said = [event for event in events if isinstance(event, Utterance)]
    assert len(said) == 3
    assert any(isinstance(each.pcm, memoryview) for each in said)
    for each in said:
        again = pickle.loads(pickle.dumps(each))
        for field in Utterance.__slots__:
            assert getattr(again, field) == getattr(each, field), field
    assert [type(event) for event in pickle.loads(pickle.dumps(events))] == list(map(type, events))


def test_a_clip_from_the_cache() -> None:
    text = SpokenText("Cầu mới.", "Cầu mới.")
    passage = Passage(Role.PARAGRAPH, (text,), (0.5,))
    cache, clip = ClipCache(), humming()(passage)
    key = clip_key(passage, perform(ARTICLE, FakeEngine(humming())).choice.voice, "1")
    cache.store(key, clip)
    kept = cache.load(key)
    assert kept is not None
    assert isinstance(kept.pcm, memoryview)
    again = pickle.loads(pickle.dumps(kept))
    for field in ("pcm", "sample_rate", "sentences", "words", "voice"):
        assert getattr(again, field) == getattr(clip, field), field


def test_a_recording_that_owns_its_sound(tmp_path: Path) -> None:
    cover = Cover(b"\xff\xd8\xff", "image/jpeg")
    work = tmp_path / "work"
    work.mkdir()
    made = record(perform(ARTICLE, FakeEngine(humming())), work, Mp3Sections(), cover=cover)
    held = made.held()
    frames = [b"".join(section.parts()) for section in made.sections]
    for path in work.iterdir():
        path.unlink()
    again = pickle.loads(pickle.dumps(held))
    assert [section.frames for section in again.sections] == frames
    assert [b"".join(section.parts(1000)) for section in again.sections] == frames
    assert again.article == ARTICLE
    assert again.script == made.script
    assert again.cover == cover
    assert (again.head, again.voice, again.passed_over) == (made.head, made.voice, ())
    for field in ("sample_rate", "sections", "sentences", "words", "estimated"):
        assert getattr(again.timeline, field) == getattr(made.timeline, field), field


def test_what_was_spelled_out() -> None:
    text = normalize("Sáng 9/2/2024, ông Trump nói 1,5 km.")
    assert pickle.loads(pickle.dumps(text)) == text
