"""Lists of other articles inside the body end where the article goes on."""

from newspaper import HEADLINES, SENTENCES

from baonoi.cleaner import inserts
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason

LABEL = "Tin liên quan"


def find(*candidates: Candidate) -> tuple[int, list[str]]:
    """Where the range ends, and what of it is cut."""
    draft = Draft(list(candidates))
    end, within = inserts.find(draft, 0, len(candidates))
    assert {decision.verdict for decision in within} <= {Reason.RELATED}
    return end, [draft.text(decision.number) for decision in within]


def text(number: int) -> Candidate:
    return Candidate(SENTENCES[number], box=1, beside=True)


def linked(number: int) -> Candidate:
    return Candidate(HEADLINES[number], box=2, link=1.0)


def test_without_a_label_there_is_none() -> None:
    assert find(text(0), text(1), text(2)) == (3, [])


def test_the_article_goes_on_behind_linked_headlines() -> None:
    listed = (Candidate(LABEL, box=2), linked(0), linked(1))
    end, cut = find(text(0), text(1), *listed, text(2), text(3))
    assert end == 7
    assert cut == [LABEL, HEADLINES[0], HEADLINES[1]]


def test_a_heading_right_before_the_text_is_the_article_s() -> None:
    heading = Candidate("Nước lên", box=1, beside=True, level=2)
    _, cut = find(text(0), Candidate(LABEL, box=2), linked(0), heading, text(1))
    assert cut == [LABEL, HEADLINES[0]]


def test_a_list_that_nothing_follows_closes_the_range() -> None:
    listed = (Candidate(LABEL, box=2), linked(0), linked(1), linked(2))
    assert find(text(0), text(1), *listed) == (2, [])


def test_a_label_above_all_text_is_none() -> None:
    assert find(Candidate(LABEL, box=2), text(0), text(1)) == (3, [])


def test_what_says_that_a_list_ends_ends_it() -> None:
    lines = (SENTENCES[0], LABEL, HEADLINES[0], "Hết tin liên quan", SENTENCES[1])
    end, cut = find(*map(Candidate, lines))
    assert end == 5
    assert cut[-1] == "Hết tin liên quan"


def test_a_credit_inside_a_list_stays() -> None:
    credit = "Ghe chở khóm neo kín khúc sông. Ảnh: Thu Lan"
    listed = (Candidate(LABEL, box=2), linked(0), Candidate(credit, box=2))
    _, cut = find(text(0), *listed, text(1))
    assert credit not in cut
