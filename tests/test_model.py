from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import Span, SpokenText

words = st.sampled_from(["một", "hai,", "ba.", "bốn;", "năm…", "sáu!", "bảy:", "tám", "chín”"])
numbers = st.sampled_from([("12", "mười hai"), ("TP.", "thành phố"), ("./.", "."), ("(", "")])


@st.composite
def spoken_texts(draw: st.DrawFn) -> SpokenText:
    """Plain words between rewritten tokens, as the normalizer makes them."""
    written = spoken = ""
    spans = []
    for token in draw(st.lists(st.one_of(words, numbers), min_size=1, max_size=30)):
        if isinstance(token, tuple):
            before, after = token
            place = (len(written), len(written) + len(before))
            spans.append(Span(*place, len(spoken), len(spoken) + len(after), "cardinal"))
        else:
            before = after = token
        written += before + " "
        spoken += after + " "
    return SpokenText(written[:-1], spoken[:-1], tuple(spans))


def letters(text: str) -> str:
    return "".join(text.split())


@given(spoken_texts())
def test_a_split_text_loses_nothing(text: SpokenText) -> None:
    parts = text.split()
    assert letters("".join(part.written for part in parts)) == letters(text.written)
    assert letters("".join(part.spoken for part in parts)) == letters(text.spoken)
    assert sum(len(part.rewrites) for part in parts) == len(text.rewrites)


@given(spoken_texts(), st.integers(min_value=5, max_value=60))
def test_a_divided_text_loses_nothing(text: SpokenText, longest: int) -> None:
    parts = text.divide(longest)
    assert letters("".join(part.written for part in parts)) == letters(text.written)
    assert letters("".join(part.spoken for part in parts)) == letters(text.spoken)


@given(spoken_texts())
def test_the_parts_spans_still_point_at_their_words(text: SpokenText) -> None:
    whole = [
        (text.written[s.start : s.end], text.spoken[s.spoken_start : s.spoken_end])
        for s in text.rewrites
    ]
    parts = [
        (part.written[s.start : s.end], part.spoken[s.spoken_start : s.spoken_end])
        for part in text.split()
        for s in part.rewrites
    ]
    assert parts == whole


@given(spoken_texts())
def test_no_span_of_a_part_reaches_past_it(text: SpokenText) -> None:
    for part in text.split():
        assert all(0 <= s.start <= s.end <= len(part.written) for s in part.rewrites)
        assert all(0 <= s.spoken_start <= s.spoken_end <= len(part.spoken) for s in part.rewrites)


@given(spoken_texts())
def test_spans_cover_every_word_in_order(text: SpokenText) -> None:
    covered = "".join(text.written[span.start : span.end] for span in text.spans)
    assert letters(covered) == letters(text.written)
    ends = [0, *(span.end for span in text.spans)]
    assert all(span.start >= end for span, end in zip(text.spans, ends, strict=False))


def test_a_sentence_ends_at_a_spoken_stop_only() -> None:
    span = Span(0, 3, 0, 9, "abbreviation")
    text = SpokenText("TP. Huế mưa. Trời lạnh", "thành phố Huế mưa. Trời lạnh", (span,))
    assert [part.written for part in text.split()] == ["TP. Huế mưa.", "Trời lạnh"]


def test_a_long_sentence_is_divided_at_its_strongest_clause() -> None:
    text = SpokenText("một hai, ba bốn; năm sáu, bảy tám", "một hai, ba bốn; năm sáu, bảy tám")
    assert [part.spoken for part in text.divide(20)] == ["một hai, ba bốn;", "năm sáu, bảy tám"]


@given(spoken_texts(), st.sets(st.integers(0, 60)))
def test_commas_go_between_words_and_move_every_span(text: SpokenText, places: set[int]) -> None:
    marked = text.with_commas(places)
    assert marked.written == text.written
    words, plain = marked.spoken.split(), text.spoken.split()
    for at, (word, own) in enumerate(zip(words, plain, strict=True)):
        may = at + 1 in places and at + 1 < len(plain) and own[-1] not in ",;:.!?…"
        assert word == own or (may and word == own + ",")
    added = [
        span for span in marked.rewrites if span not in text.rewrites and span.start == span.end
    ]
    kept = [
        (marked.written[s.start : s.end], marked.spoken[s.spoken_start : s.spoken_end])
        for s in marked.rewrites
        if s.start != s.end
    ]
    assert kept == [
        (text.written[s.start : s.end], text.spoken[s.spoken_start : s.spoken_end])
        for s in text.rewrites
        if s.start != s.end
    ]
    assert all(marked.spoken[s.spoken_start : s.spoken_end] in (",", "") for s in added)
    assert letters("".join(marked.written[s.start : s.end] for s in marked.spans)) == letters(
        marked.written
    )


def test_no_comma_is_laid_inside_a_token() -> None:
    text = SpokenText("sau 12 ngày", "sau mười hai ngày", (Span(4, 6, 4, 12, "cardinal"),))
    assert text.with_commas([1, 2, 3]).spoken == "sau, mười hai, ngày"
