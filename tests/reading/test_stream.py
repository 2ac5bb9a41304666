"""What does not wait is the very sound of what does."""

from __future__ import annotations

from array import array
from io import BytesIO
from pathlib import Path

from fake_voice import FakeEngine, article_of, coded_once, humming, perform
from mutagen.id3 import ID3

from baonoi.audio.mastering import calibrated
from baonoi.common.mp3 import parse_header
from baonoi.model import Article, Cover, Utterance
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import understand
from baonoi.reading.stream import Loudspeaker, frames
from baonoi.reading.target import mp3_sections, stream, to_file, to_pipe
from baonoi.voices import Host, choose

EMBEDDED = "espeak-nam-bac"


def bare(mp3: bytes) -> bytes:
    """The frames of an MP3 without its tag and its Info frame."""
    frames = mp3[ID3(BytesIO(mp3)).size :]
    first = parse_header(frames[:4]).bytes
    return frames[first:] if b"Info" in frames[:first] else frames


def both(article: Article, host: Host, tmp_path: Path) -> tuple[bytes, bytes]:
    """A stream and a file of the article."""
    choice, options, resources = choose(EMBEDDED), ReadingOptions(), Resources(host)
    pipe = BytesIO()
    to_pipe(Performance(article, choice, options, resources), pipe)
    to_file(Performance(article, choice, options, resources), tmp_path / "bai.mp3")
    return pipe.getvalue(), (tmp_path / "bai.mp3").read_bytes()


def test_the_seed_s_frames_are_those_of_the_file(seed: Path, tmp_path: Path) -> None:
    with Host() as host:
        live, whole = both(understand(str(seed)), host, tmp_path)
    assert len(bare(live)) > 1_000_000
    assert bare(live) == bare(whole)
    assert b"Info" in whole[: len(whole) - len(bare(whole))]


def test_so_are_those_of_each_section(tmp_path: Path) -> None:
    """Two voices' loudness apart, which a file may correct and a stream cannot."""
    article = article_of(["Một hai ba.", "Bốn năm."], ["Sáu bảy tám chín."])
    performance = perform(article, FakeEngine(humming()))
    with coded_once():
        to_file(performance, tmp_path / "bai.mp3")
    live = b"".join(frames(performance, mp3_sections(ReadingOptions())))
    assert live == bare((tmp_path / "bai.mp3").read_bytes())


def test_each_sentence_goes_out_before_the_next_passage_is_said() -> None:
    engine = FakeEngine(humming())
    parts = stream(
        perform(article_of(["Một hai ba bốn."] + [f"Năm {n} hai ba." for n in range(8)]), engine)
    )
    tag, first = next(parts), next(parts)
    assert tag.startswith(b"ID3")
    assert len(tag) == ID3(BytesIO(tag)).size
    assert first
    assert len(engine.said) == 1
    said = 1
    for _ in parts:
        assert len(engine.said) <= said + 1
        said = len(engine.said)
    assert said == len(engine.read)


def test_closing_it_stops_the_voice() -> None:
    engine = FakeEngine(humming())
    parts = stream(perform(article_of([f"Câu {n} hai ba." for n in range(50)]), engine))
    next(parts)
    next(parts)
    parts.close()  # type: ignore[attr-defined]  # it is a generator
    assert engine.ended == 1
    assert len(engine.said) <= 3


def test_the_tag_holds_what_is_known_before() -> None:
    cover = Cover(b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png")
    article = article_of(["Một hai ba."], title="Tin một")
    parts = stream(perform(article, FakeEngine(humming())), cover=cover)
    tag = ID3(BytesIO(b"".join(parts)))
    assert tag["TIT2"].text == ["Tin một"]
    assert tag["APIC:"].data == cover.data
    assert not tag.getall("SYLT")


class Ear:
    """A player that keeps what it gets."""

    def __init__(self) -> None:
        self.pcm, self.rates = b"", set[int]()

    def feed(self, pcm: bytes, sample_rate: int) -> None:
        self.pcm += pcm
        self.rates.add(sample_rate)


def test_a_loudspeaker_hears_every_sentence_and_its_pause() -> None:
    ear = Ear()
    performance = perform(
        article_of(["Một hai.", "Ba."]),
        FakeEngine(humming()),
        listeners=[Loudspeaker(ear, -22.0)],  # type: ignore[arg-type]  # it is fed alike
    )
    events = [event for event in performance.events() if isinstance(event, Utterance)]
    length = sum(event.lead + len(event.pcm) // 2 + event.silence for event in events)
    assert not any(ear.pcm[: 2 * events[0].lead])
    assert (len(ear.pcm), ear.rates) == (2 * length, {22050})
    ceiling = calibrated(performance.choice.voice, -22.0).ceiling
    assert 500 < max(array("h", ear.pcm)) <= ceiling * 32768
