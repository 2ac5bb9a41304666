"""Decisions are applied in one place, in order, each with the rule that made it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from baonoi import cleaner
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft, frame
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

LINES = (
    "Chia sẻ",
    "Gió mùa về sớm",
    "Đêm qua, gió mùa tràn xuống đồng bằng, trời trở rét đậm, rét hại.",
)


def draft() -> Draft:
    return Draft([Candidate(text) for text in LINES])


def test_nothing_is_decided_at_first_but_what_its_container_says() -> None:
    candidates = [Candidate(text) for text in LINES]
    frame(candidates, [Decision(0, Reason.SHARE, Rule.FRAME)])
    made = Draft(candidates)
    assert made.verdicts == [Reason.SHARE, None, None]
    assert made.rules == [Rule.FRAME, None, None]
    assert made.families[0] is None


def test_the_first_reason_of_a_container_holds() -> None:
    candidates = [Candidate(text) for text in LINES]
    frame(candidates, [Decision(1, Reason.RELATED, Rule.CARD), Decision(1, Reason.AD, Rule.FRAME)])
    assert (candidates[1].reason, candidates[1].rule) == (Reason.RELATED, Rule.CARD)


def test_what_a_line_looks_like_is_seen_at_once() -> None:
    made = draft()
    known = made.families[0]
    assert known is not None
    assert known[0] is Reason.SHARE
    assert made.prose == [False, False, True]


def test_a_later_decision_overrules() -> None:
    made = draft()
    made.decide([Decision(1, Role.TITLE, Rule.TITLE), Decision(1, Reason.REPEAT, Rule.REPEATED)])
    assert (made.verdicts[1], made.rules[1]) == (Reason.REPEAT, Rule.REPEATED)


def test_a_rule_sees_what_it_has_decided() -> None:
    made = draft()

    def rule() -> Iterator[Decision]:
        yield Decision(0, Role.TITLE, Rule.TITLE)
        assert made.verdicts[0] is Role.TITLE
        yield Decision(1, Role.LEAD, Rule.LEAD)

    made.decide(rule())
    assert made.verdicts[:2] == [Role.TITLE, Role.LEAD]


def test_what_is_open_again_belongs_to_no_family() -> None:
    made = draft()
    made.decide([Decision(0, Reason.SHARE, Rule.KNOWN), Decision(0, None, Rule.DATE)])
    assert made.verdicts[0] is None
    assert made.families[0] is None


def test_doubt_is_kept() -> None:
    made = draft()
    made.decide([Decision(2, Reason.AFTER, Rule.PLACE, doubtful=True)])
    assert made.doubtful == {2}


def test_release_forgets_container_and_links() -> None:
    made = Draft([Candidate("Gió mùa", reason=Reason.MENU, rule=Rule.FRAME, link=1.0)])
    made.release(0)
    assert made.verdicts == made.rules == [None]
    assert made.candidates[0].reason is None
    assert made.candidates[0].link == 0


def test_disown_leaves_the_verdict_open() -> None:
    made = draft()
    made.disown(2)
    assert not made.prose[2]
    assert made.verdicts[2] is None


MODULES = sorted(Path(cleaner.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_module_writes_verdicts_but_the_draft(module: Path) -> None:
    if module.stem == "draft":
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    written = [t for n in ast.walk(tree) if isinstance(n, ast.Assign) for t in n.targets]
    items = [target.value for target in written if isinstance(target, ast.Subscript)]
    names = {item.attr for item in items if isinstance(item, ast.Attribute)}
    assert not names & {"verdicts", "rules", "prose", "families"}
    assert not {t.attr for t in written if isinstance(t, ast.Attribute)} & {"verdicts", "reason"}
