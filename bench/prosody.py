"""How speech moves: pitch, length and pauses of the embedded voices, from their own sound.

python bench/prosody.py                 three texts, three voices
python bench/prosody.py --before REV    the same of another revision, side by side

Pitch is Praat's (praat-parselmouth, among the dev extras); when a word is said the voice tells.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import parselmouth
from numpy.typing import NDArray

from baonoi.model import Article, Page, Utterance, Voice, VoiceChoice, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import understand
from baonoi.voices import ClipCache, Host
from baonoi.voices.espeak import VOICES

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
MARKET = """Chợ nổi họp lại sau mùa nước

Sáng nay, hơn hai trăm ghe thuyền đã về bến để họp phiên chợ đầu tiên sau ba tháng nghỉ vì nước lớn.

Bà Tư, người bán bún ở đây từ năm mười sáu tuổi, kể: “Nghỉ lâu quá nên nhớ khách, nhớ tiếng \
máy nổ, nhớ cả mùi khói bếp trên sông”. Bà nói vậy mà mắt vẫn dõi theo mấy chiếc ghe chở dưa đang \
cập bến.

Ai sẽ giữ chợ khi lớp trẻ lên phố hết? Câu hỏi ấy được nhắc đi nhắc lại trong cuộc họp chiều qua! \
Huyện hứa sẽ nạo vét luồng lạch, lắp đèn dọc bờ và mở lớp dạy nghề cho con em các chủ ghe trong \
vùng nhằm giữ chân những gia đình còn gắn bó với nghề buôn bán trên sông nước.
"""
LIBRARY = """Thư viện tỉnh mở cửa suốt đêm

Từ ngày mai, bạn đọc có thể ngồi lại thư viện đến sáng mà không phải trả thêm tiền.

Vì sao lại mở suốt đêm?

Theo giám đốc thư viện, nhiều sinh viên ở trọ trong những căn phòng chật và nóng nên không có chỗ \
ngồi học, do đó mùa thi nào phòng đọc cũng kín người đến tận giờ đóng cửa. Cô ấy nói thêm: “Chúng \
tôi chỉ mong các em có một chỗ yên tĩnh để học, nhưng đồng thời cũng phải giữ an toàn cho các em”.

Thư viện cần thêm ba việc:

- tuyển người trực đêm;
- thay hệ thống đèn;
- lắp máy quay ở lối vào.
"""
QUESTIONS = (
    "Hôm nay anh đi đâu",
    "Sao em chưa đi",
    "Ai đưa cho con",
    "Cô Lan lo cho ai",
    "Hai anh em ăn chưa",
)
"""Every syllable of them has the level tone, so that their pitch is the sentence's."""
BASES = ("ma", "la", "na", "nga", "đa", "mai", "lan", "van")
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
CARRIER = "Cô ghi {} và {} lên bảng, ông ghi {} và {} vào thư, em ghi {} hay {}."
SLOTS = (2, 4, 9, 11, 16, 18)
"""Which words of the carrier the syllables are."""
STEP = 0.005
"""Seconds from one pitch to the next."""
POINTS = 8
"""Places at which a syllable's pitch is compared."""
PAUSE = 0.1
"""Seconds of quiet that are a pause."""
CLOSURE = 0.1
"""Seconds of quiet that a final p, t or k adds to what follows it."""
FRAME = 0.01
QUIET = 0.01
"""Share of loud speech's amplitude below which it is quiet: -40 dB."""
EDGES = (0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
SHORTEST_GROUP = 6
"""Level syllables aside, so many syllables make a breath group whose drop is measured."""
_STOPS = ("p", "t", "c", "ch")

Track = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Syllable:
    """One spoken word and how it was said; pitch in semitones above 100 Hz."""

    word: str
    start: float
    end: float
    """Seconds in the whole; up to where its sound ends."""
    pitch: Track
    """Every ``STEP``; NaN where there is no voice."""
    group: int
    """Number of its breath group, counted over the whole."""
    place: float
    """From 0, its group's first syllable, to 1, its last."""

    @property
    def tone(self) -> str:
        """Its tone mark, "" for level; a stopped syllable's is a tone of its own."""
        letters = unicodedata.normalize("NFD", self.word.lower())
        mark = next((each for each in letters if each in "\u0300\u0301\u0303\u0309\u0323"), "")
        bare = "".join(filter(str.isalpha, letters))
        return mark + ("-" if bare.endswith(_STOPS) else "")

    @property
    def level(self) -> float:
        """The pitch of its middle."""
        count = len(self.pitch)
        middle = self.pitch[count // 4 : max(count // 4 + 1, 3 * count // 4)]
        return float(np.nanmedian(middle)) if np.isfinite(middle).any() else float("nan")


@dataclass(frozen=True, slots=True)
class Speech:
    """A text as it is heard, before it is mastered."""

    samples: NDArray[np.int16]
    rate: int
    syllables: tuple[Syllable, ...]
    pauses: tuple[tuple[float, float], ...]
    """Where each begins and ends, in seconds."""
    pitch: Track

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def utterances(article: Article, voice: Voice, host: Host) -> list[Utterance]:
    """Everything of an article, said by an embedded voice."""
    choice = VoiceChoice(VoiceSpec(voice, voice.engine))
    with tempfile.TemporaryDirectory() as folder:
        resources = Resources(host, ClipCache(Path(folder)))
        events = Performance(article, choice, ReadingOptions(), resources).events()
        return [event for event in events if isinstance(event, Utterance)]


def article_of(text: str) -> Article:
    """A pasted text, understood."""
    return understand(Page(text), anyway=True)


def pitch_of(samples: NDArray[np.int16], rate: int) -> Track:
    """Fundamental frequency every ``STEP``, in semitones above 100 Hz; NaN where there is none.

    It is looked for between three quarters of the first quartile and one and a half of the third
    of a first look (Hirst 2011), so that no octave is mistaken.
    """
    sound = parselmouth.Sound(samples / 32768, rate)
    first = sound.to_pitch_ac(pitch_floor=60, pitch_ceiling=400).selected_array["frequency"]
    low, high = np.percentile(first[first > 0], (25, 75)) if (first > 0).any() else (80.0, 267.0)
    track = sound.to_pitch_ac(time_step=STEP, pitch_floor=0.75 * low, pitch_ceiling=1.5 * high)
    frequencies = track.selected_array["frequency"]
    before = round(track.t1 / STEP)
    with np.errstate(divide="ignore", invalid="ignore"):
        pitch = np.where(frequencies > 0, 12 * np.log2(frequencies / 100), np.nan)
    return np.concatenate((np.full(before, np.nan), pitch, np.full(before, np.nan)))


def pauses_of(samples: NDArray[np.int16], rate: int) -> tuple[tuple[float, float], ...]:
    """Every quiet of at least ``PAUSE`` seconds; seconds from the beginning."""
    size = round(FRAME * rate)
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    loud = np.sqrt((frames**2).mean(axis=1))
    heard = np.concatenate(([True], loud > np.percentile(loud, 95) * QUIET, [True]))
    edges = np.flatnonzero(heard[1:] != heard[:-1]).reshape(-1, 2) * (size / rate)
    return tuple((first, last) for first, last in edges.tolist() if last - first >= PAUSE - 1e-9)


def speech(said: Iterable[Utterance]) -> Speech:
    """Sentences with the silences between them, and every syllable's pitch."""
    parts: list[NDArray[np.int16]] = []
    words: list[tuple[str, float, float]] = []
    at = rate = 0
    for each in said:
        rate = each.sample_rate
        lead = getattr(each, "lead", 0)  # there was none before
        parts.append(np.zeros(lead, dtype="<i2"))
        at += lead
        sound = np.frombuffer(each.pcm, dtype="<i2")
        times = ((np.array(each.words).reshape(-1, 2) + at) / rate).tolist()
        words += [(w, *time) for w, time in zip(each.text.spoken.split(), times, strict=True)]
        parts += [sound, np.zeros(each.silence, dtype="<i2")]
        at += len(sound) + each.silence
    samples = np.concatenate(parts)
    pauses = _between(words, pauses_of(samples, rate))
    pitch = pitch_of(samples, rate)
    return Speech(samples, rate, tuple(_syllables(words, pauses, pitch)), pauses, pitch)


def _between(
    words: Sequence[tuple[str, float, float]], quiet: Sequence[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    """The pauses between words: what is short around a p, t or k is its closure."""
    starts = np.array([start for _, start, _ in words])
    found = []
    for first, last in quiet:
        at = int(np.searchsorted(starts, first + CLOSURE / 2)) - 1
        following = starts[at + 1] if at + 1 < len(words) else last
        long = last - first >= PAUSE + CLOSURE * words[at][0].lower().endswith(_STOPS)
        if (long and last > following - CLOSURE / 2) or at + 1 == len(words):
            found.append((first, last))
    return tuple(found)


def _syllables(
    words: Sequence[tuple[str, float, float]],
    pauses: Sequence[tuple[float, float]],
    pitch: Track,
) -> Iterable[Syllable]:
    """Every word in its breath group, its end where its sound ends."""
    middles = np.array([(first + last) / 2 for first, last in pauses])
    ends = []
    for _, start, end in words:
        at = int(np.searchsorted(middles, start))
        cut = pauses[at][0] if at < len(pauses) else end
        ends.append(cut if start < cut < end else end)
    groups = [
        int(np.searchsorted(middles, (word[1] + end) / 2))
        for word, end in zip(words, ends, strict=True)
    ]
    for number, members in groupby(range(len(words)), lambda at: groups[at]):
        own = list(members)
        for at in own:
            word, start, _ = words[at]
            first = round(start / STEP)
            track = pitch[first : max(first + 1, round(ends[at] / STEP))]
            place = (at - own[0]) / max(1, len(own) - 1)
            yield Syllable(word, start, ends[at], track, number, place)


def spread(said: Speech) -> float:
    """Standard deviation of pitch, in semitones."""
    return float(np.nanstd(said.pitch))


def drop(said: Speech) -> float:
    """Semitones from the first to the last syllable of a breath group, told by level syllables.

    The slope of pitch over place, common to all groups that have at least six syllables; each group
    may lie as high as it likes.
    """
    rows = []
    for _, members in groupby(said.syllables, lambda each: each.group):
        own = list(members)
        told = [each for each in own if each.tone == "" and np.isfinite(each.level)]
        if len(own) >= SHORTEST_GROUP and len(told) >= 2:
            places, levels = np.array([(each.place, each.level) for each in told]).T
            rows.append((places - places.mean(), levels - levels.mean()))
    if not rows:
        return float("nan")
    places, levels = (np.concatenate(column) for column in zip(*rows, strict=True))
    return float((places * levels).sum() / (places**2).sum())


def lengthening(said: Speech) -> float:
    """How much longer the last syllable before a pause is than the others, as a ratio."""
    last, others = [], []
    for _, members in groupby(said.syllables, lambda each: each.group):
        own = [each.end - each.start for each in members]
        last.append(own[-1])
        others += own[:-1]
    return float(np.median(last) / np.median(others))


def tones_apart(voice: Voice, host: Host) -> float:
    """Share of syllables that are nearest to their own tone's mean, wherever they stand.

    Each of eight syllables in each tone stands once in each of six places of a sentence. What a
    place does to pitch and length, the mean over all that stand there, is taken away; no syllable
    counts for the mean that it is held against.
    """
    tones = [unicodedata.normalize("NFC", "a" + mark) for mark in TONES]
    table = [[base.replace("a", tone, 1) for tone in tones] for base in BASES]
    rows, labels, bases, places = [], [], [], []
    for base, _ in enumerate(table):
        for turn in range(len(TONES)):
            order = [(turn + slot) % len(TONES) for slot in range(len(TONES))]
            own = [(base + slot) % len(BASES) for slot in range(len(TONES))]
            text = CARRIER.format(*(table[b][t] for b, t in zip(own, order, strict=True)))
            syllables = speech(utterances(article_of(text), voice, host)).syllables
            for slot, at in enumerate(SLOTS):
                assert syllables[at].word.strip(",.") == table[own[slot]][order[slot]]
                rows.append(_features(syllables[at]))
                labels.append(order[slot])
                bases.append(own[slot])
                places.append(slot)
    features = np.array(rows)
    for slot in range(len(SLOTS)):
        there = np.array(places) == slot
        features[there] -= features[there].mean(axis=0)
    right = 0
    for row, label, base in zip(features, labels, bases, strict=True):
        others = np.array(bases) != base
        means = [features[others & (np.array(labels) == t)].mean(axis=0) for t in range(len(TONES))]
        right += int(np.argmin([((row - mean) ** 2).sum() for mean in means])) == label
    return right / len(rows)


def _features(syllable: Syllable) -> list[float]:
    voiced = np.flatnonzero(np.isfinite(syllable.pitch))
    heights = syllable.pitch[voiced[0] : voiced[-1] + 1]
    at = np.flatnonzero(np.isfinite(heights))
    points = np.interp(np.linspace(0, len(heights) - 1, POINTS), at, heights[at])
    # Length as a logarithm: what a place does to it is a factor.
    return [*points, 2 * np.log(len(heights)), 20 * (1 - len(at) / len(heights))]


def question_rise(voice: Voice, host: Host) -> tuple[float, float]:
    """Semitones by which questions end higher than they went, and than they end as statements."""
    own, other = [], []
    for text in QUESTIONS:
        asked, told = (
            speech(utterances(article_of(f"{text}{mark}"), voice, host)).syllables for mark in "?."
        )
        before = float(np.median([each.level for each in asked[:-1]]))
        own.append(asked[-1].level - before)
        other.append(asked[-1].level - told[-1].level)
    return float(np.median(own)), float(np.median(other))


def measures(said: Speech) -> dict[str, float]:
    """Everything that is measured of one text."""
    quiet = [last - first for first, last in said.pauses]
    inner = np.array(quiet)
    runs = np.diff([0.0, *(edge for pause in said.pauses for edge in pause), said.seconds])[::2]
    sizes = [len(list(members)) for _, members in groupby(s.group for s in said.syllables)]
    counts = np.histogram(inner, (*EDGES, np.inf))[0].tolist()
    return {
        "spread, st": spread(said),
        "drop, st": drop(said),
        "lengthening": lengthening(said),
        "syllables/s": len(said.syllables) / said.seconds,
        "without pauses": len(said.syllables) / (said.seconds - sum(quiet)),
        "pauses/min": 60 * len(quiet) / said.seconds,
        "longest run, s": float(runs.max()),
        "most syllables": float(max(sizes)),
        "median pitch, Hz": 100 * 2 ** (float(np.nanmedian(said.pitch)) / 12),
        **{f"pauses {edge:g} s": float(count) for edge, count in zip(EDGES, counts, strict=True)},
    }


def measured() -> dict[str, dict[str, dict[str, float]]]:
    """Measures by voice and text."""
    texts = {
        "seed": understand(str(SEED)),
        "market": article_of(MARKET),
        "library": article_of(LIBRARY),
    }
    found: dict[str, dict[str, dict[str, float]]] = {}
    with Host() as host:
        for voice in VOICES:
            own, other = question_rise(voice, host)
            found[voice.name] = {
                name: measures(speech(utterances(article, voice, host)))
                for name, article in texts.items()
            }
            found[voice.name]["questions"] = {"rise, st": own, "above a statement, st": other}
            found[voice.name]["tones"] = {"told apart": tones_apart(voice, host)}
    return found


def of_revision(revision: str) -> dict[str, dict[str, dict[str, float]]]:
    """The same of another revision of the repository, checked out for a moment."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            done = subprocess.run(
                [sys.executable, __file__, "--json"],
                env=os.environ | {"PYTHONPATH": str(tree / "src")},
                check=True,
                capture_output=True,
                text=True,
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    found: dict[str, dict[str, dict[str, float]]] = json.loads(done.stdout)
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--before", metavar="REV", help="measure that revision too")
    options.add_argument("--json", action="store_true", help="print figures for a program")
    chosen = options.parse_args()
    now = measured()
    if chosen.json:
        print(json.dumps(now))
        return
    tell(now, of_revision(chosen.before) if chosen.before else {})


def tell(
    now: dict[str, dict[str, dict[str, float]]], before: dict[str, dict[str, dict[str, float]]]
) -> None:
    """Print every measure, behind what it was before."""
    for voice, texts in now.items():
        for text, rows in texts.items():
            print(f"{voice}, {text}" + (" (before -> now)" if before else ""))
            for name, value in rows.items():
                old = before.get(voice, {}).get(text, {}).get(name)
                print(f"  {name:<24}" + ("" if old is None else f"{old:8.2f} ->") + f"{value:8.2f}")


if __name__ == "__main__":
    main()
