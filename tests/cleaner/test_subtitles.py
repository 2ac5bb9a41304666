"""Cues become sentences; times, numbers and tags are markup; the rest comes out once."""

from collections import Counter

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page


def article(text: str, kind: str = "application/x-subrip") -> Article:
    return clean(Page(text, kind))


def said(done: Article) -> list[str]:
    assert {block.role.value for _, block in done.blocks()} <= {"paragraph"}
    return [block.text for _, block in done.blocks()]


def srt(*cues: str, every: float = 2.0) -> str:
    subtitles = pysubs2.SSAFile()
    for number, cue in enumerate(cues):
        start = int(number * every * 1000)
        subtitles.append(pysubs2.SSAEvent(start, start + 1900, cue.replace("\n", "\\N")))
    return subtitles.to_string("srt", keep_ssa_tags=True)


@pytest.mark.parametrize(
    ("cues", "spoken"),
    [
        (
            ("Mùa lũ năm ấy, cả làng", "phải dời lên đồi.", "Không ai\nbị bỏ lại."),
            "Mùa lũ năm ấy, cả làng phải dời lên đồi. Không ai bị bỏ lại.",
        ),
        (("Đàn <i>chim én</i> bay", "về <b>phương nam</b>."), "Đàn chim én bay về phương nam."),
        (("{\\an8}Bếp đỏ lửa", '<font color="#fff">suốt đêm</font>.'), "Bếp đỏ lửa suốt đêm."),
    ],
)
def test_cues_are_joined_to_sentences(cues: tuple[str, ...], spoken: str) -> None:
    assert said(article(srt(*cues))) == [spoken]


def test_a_long_silence_parts_paragraphs() -> None:
    done = article(srt("Hết phần một.", "Sang phần hai.", every=8))
    assert said(done) == ["Hết phần một.", "Sang phần hai."]
    assert said(article(srt("Câu còn dở,", "nay nói nốt.", every=8))) == [
        "Câu còn dở, nay nói nốt."
    ]


def test_speech_without_stops_is_parted_all_the_same() -> None:
    done = article(srt(*["rồi bà con lại kéo nhau ra đồng gặt lúa"] * 100))
    assert len(said(done)) > 3
    assert max(map(len, said(done))) < 1000


def test_webvtt() -> None:
    done = article(
        "WEBVTT - Chuyện làng nghề\n\nSTYLE\n::cue { color: red }\n\nNOTE dịch: Hà\n\nmở đầu\n"
        "00:01.000 --> 00:03.500 align:start position:10%\n<v.to Lan>Chào <c.em>cụ</c>, nghề này\n"
        "có lâu chưa?</v>\n\n00:04.000 --> 00:06.000\n<v Cụ Tư>Lâu &amp; khó.\n\n"
        "00:06.000 --> 00:07.000\n[tiếng cười]\n\n00:07.000 --> 00:09.000\n♪ Ầu ơ ví dầu ♪\n",
        "text/vtt",
    )
    assert said(done) == ["Chào cụ, nghề này có lâu chưa?", "Lâu & khó. Ầu ơ ví dầu"]
    assert [(cut.text, cut.reason) for cut in done.cuts] == [
        ("::cue { color: red }", "not shown on the page"),
        ("dịch: Hà", "not shown on the page"),
    ]
    assert [(m.field, m.text) for m in done.metadata] == [
        ("subtitle header", "Chuyện làng nghề"),
        ("speaker", "Lan"),
        ("speaker", "Cụ Tư"),
        ("sound", "[tiếng cười]"),
    ]


def test_turns_of_two_speakers() -> None:
    assert said(article(srt("- Bác đi đâu?\n- Tôi ra chợ.", ">> Mua gì thế?"))) == [
        "Bác đi đâu?",
        "Tôi ra chợ.",
        "Mua gì thế?",
    ]
    assert said(article(srt("LAN: Chào chú", "CHÚ BA: Chào cháu\nđi đâu?", "Giá: 5 đồng"))) == [
        "LAN: Chào chú",
        "CHÚ BA: Chào cháu đi đâu? Giá: 5 đồng",
    ]


def test_lines_that_roll_are_said_once() -> None:
    rolling = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nbà con<00:00:01.000><c> ra</c><c> đồng</c>\n\n"
        "00:02.000 --> 00:02.010\nbà con ra đồng\n \n\n"
        "00:02.010 --> 00:04.000\nbà con ra đồng\ngặt<00:00:03.000><c> lúa</c>\n"
    )
    done = article(rolling, "text/vtt")
    assert said(done) == ["bà con ra đồng gặt lúa"]
    assert [cut.text for cut in done.cuts] == ["bà con ra đồng"] * 2
    assert said(article(srt("Cố lên!", "Cố lên!"))) == ["Cố lên! Cố lên!"]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nMột\n\nvẫn cue một\n\n2\n00:00:03,0 --> 00:00:04,0\nHai",
        "1\n00:00:01,000 --> 00:00:02,000\nMột\nvẫn cue một\n2\n00:00:03,000 --> 00:00:04,000\nHai",
        "00:01,000 --> 00:02,000\nMột\nvẫn cue một\n\n\n\n00:03,000 --> 00:04,000 X1:1 X2:2\nHai",
    ],
)
def test_careless_files_lose_nothing(text: str) -> None:
    assert said(article(text)) == ["Một vẫn cue một Hai"]


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\n\n", "WEBVTT\n\nNOTE a"]
)
def test_no_speech_is_no_article(text: str) -> None:
    with pytest.raises(NoArticleError):
        article(text, "text/vtt")


@given(
    st.lists(
        st.text(alphabet="abc ảđ.,?♪[]()->&\n1", max_size=25).filter(
            lambda text: any(c.isalnum() for c in text)
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([1.9, 3.0, 9.0]),
)
@settings(max_examples=300, deadline=None)
def test_every_character_of_the_cues_comes_out_once(cues: list[str], every: float) -> None:
    text = "WEBVTT\n\n"
    for number, cue in enumerate(cues):
        start = number * every
        text += f"{number // 60:02}:{start % 60:06.3f} --> 59:59.000\n{cue}\n\n"
    try:
        done = article(text, "text/vtt")
    except NoArticleError:
        return
    found = "".join(
        [b.original for _, b in done.blocks()]
        + [c.text for c in done.cuts]
        + [m.text for m in done.metadata]
    )
    wanted = Counter("".join("".join(cues).split()))
    assert Counter("".join(found.split())) == wanted
