"""Running text that was cut for its place alone is told; what has a better reason is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newspaper import HEADLINES, SENTENCES, links, page, paragraphs

from baonoi.cleaner import clean, doubt, to_json
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.model import Article, Page, Role

TITLE = "Trạm y tế mới trên nền sân kho cũ"
LATE = "Người dân trong xã nói họ sẽ còn nhớ mãi buổi sáng hôm ấy."
FRAMED = {
    "a label": f"<h3>Tin liên quan</h3><p>{LATE}</p>",
    "a form": f"<p>Ý kiến bạn đọc</p><p>Gửi bình luận</p><p>{LATE}</p>",
    "a linked headline": f"<h3><a href='/b'>{HEADLINES[0]}</a></h3><p>{LATE}</p>",
    "a link of its own": f"<p><a href='/b'>{LATE}</a></p>",
    "its twin": f"<p>{LATE}</p></div><div><p>{LATE}</p>",
    "its container": f"<div class='related-news'><p>{LATE}</p></div>",
    "a tag of a desk": f"<p>(TTXVN) - {LATE}</p>",
    "a question": "<p>Bạn có muốn nhận tin của xã mỗi sáng thứ hai hàng tuần không?</p>",
    "no sentence": "<p>Bản đồ đường tới trạm y tế mới của xã</p>",
}


def read(above: str = "", below: str = "") -> Article:
    body = f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
    return clean(Page(page(above, body, below, links(), title=TITLE), "text/html"))


@pytest.mark.parametrize("below", [f"<div><p>{LATE}</p></div>", f"<section>{LATE}</section>"])
def test_a_sentence_below_the_article_is_doubtful(below: str) -> None:
    article = read(below=below)
    assert [cut.text for cut in article.cuts if cut.doubtful] == [LATE]
    assert article.doubted == len(LATE)


def test_a_sentence_above_the_title_is_doubtful() -> None:
    assert read(above=f"<div><p>{LATE}</p></div>").doubted == len(LATE)


@pytest.mark.parametrize("evidence", FRAMED)
def test_what_a_page_frames_is_cut_for_sure(evidence: str) -> None:
    article = read(below=f"<div>{FRAMED[evidence]}</div>")
    assert article.doubted == 0
    assert LATE not in {block.text for _, block in article.blocks()}


def test_only_a_doubtful_cut_says_so_in_json() -> None:
    cuts = to_json(read(below=f"<div><p>{LATE}</p></div>"))["cuts"]
    assert [cut["text"] for cut in cuts if "doubtful" in cut] == [LATE]


def pasted(verdicts: dict[str, Role | Reason]) -> list[str]:
    """The doubtful lines of a paste that was read so."""
    draft = Draft([Candidate(text) for text in verdicts])
    draft.decide(Decision(n, v, Rule.PASTE) for n, v in enumerate(verdicts.values()))
    draft.title, draft.first, draft.body, draft.last = 0, 0, 1, 2
    return [draft.text(found.number) for found in doubt.find(draft)]


def test_a_paste_that_ends_too_soon_is_doubtful() -> None:
    lines: dict[str, Role | Reason] = {
        TITLE: Role.TITLE,
        SENTENCES[0]: Role.LEAD,
        SENTENCES[1]: Role.PARAGRAPH,
        SENTENCES[2]: Reason.AFTER,
        "Chia sẻ": Reason.SHARE,
        SENTENCES[3]: Reason.AFTER,
    }
    assert pasted(lines) == [SENTENCES[2]]


def test_buttons_under_the_title_are_no_label() -> None:
    lines: dict[str, Role | Reason] = {
        TITLE: Role.TITLE,
        "Chia sẻ": Reason.SHARE,
        SENTENCES[0]: Reason.BEFORE,
        SENTENCES[1]: Role.PARAGRAPH,
    }
    draft = Draft([Candidate(text) for text in lines])
    draft.decide(Decision(n, v, Rule.PASTE) for n, v in enumerate(lines.values()))
    draft.title, draft.first, draft.body, draft.last = 0, 0, 3, 3
    assert [found.number for found in doubt.find(draft)] == [2]


def test_a_label_that_closes_proves_nothing_where_the_article_goes_on() -> None:
    lines: dict[str, Role | Reason] = {
        TITLE: Role.TITLE,
        SENTENCES[0]: Role.PARAGRAPH,
        "Liên hệ: 024 3000 4000": Reason.IMPRINT,
        SENTENCES[1]: Reason.IMPRINT,
        "Tin liên quan": Reason.RELATED,
        SENTENCES[2]: Reason.RELATED,
        SENTENCES[3]: Role.PARAGRAPH,
    }
    draft = Draft([Candidate(text) for text in lines])
    draft.decide(Decision(n, v, Rule.PASTE) for n, v in enumerate(lines.values()))
    draft.title, draft.first, draft.body, draft.last = 0, 0, 1, 6
    assert [draft.text(found.number) for found in doubt.find(draft)] == [SENTENCES[1]]


BETWEEN = (
    "",
    "<p>Minh Anh</p>",
    "<figure><img src='a.jpg'><figcaption>Ảnh: Thu Lan</figcaption></figure>",
    "<hr>",
    "<p>***</p>",
)


@given(
    st.integers(1, len(SENTENCES) - 1),
    st.sampled_from(BETWEEN),
    st.sampled_from(["div", "section", "main"]),
)
def test_no_sentence_is_lost_in_silence(split: int, between: str, tag: str) -> None:
    parts = SENTENCES[:split], SENTENCES[split:]
    upper, lower = ("".join(f"<p>{text}</p>" for text in part) for part in parts)
    body = f"<div><h1>{TITLE}</h1>{upper}{between}</div><{tag}><div>{lower}</div></{tag}>"
    article = clean(Page(page(body, links(), title=TITLE), "text/html"))
    told = {cut.text for cut in article.cuts if cut.doubtful}
    assert set(SENTENCES) <= told | {block.text for _, block in article.blocks()}
