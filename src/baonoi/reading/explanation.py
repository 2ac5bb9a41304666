"""What happened to a source on its way to the voice: for a person, or for a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import Article, Script

Vocabulary = Literal["reasons", "kinds", "roles", "rules", "cues"]
Name = Callable[[Vocabulary, str], str]
"""Names something of a vocabulary."""
CUT_FOR_ITS_PLACE = Told("cut for its place alone, may belong to the article")


def as_it_is(vocabulary: Vocabulary, key: str) -> str:
    """As a program reads it."""
    return key


def explain(
    article: Article, script: Script, name: Name = as_it_is
) -> dict[str, list[dict[str, Any]]]:
    """What happened to the source on its way to the voice; rewrites that recur are listed once."""
    from baonoi.publish.page.notes import SURE

    rewrites: dict[tuple[str, str], dict[str, Any]] = {}
    for passage in script.passages():
        for text in passage.sentences:
            for span in text.rewrites:
                written = text.written[span.start : span.end]
                spoken = text.spoken[span.spoken_start : span.spoken_end]
                rewrites.setdefault(
                    (written, spoken),
                    {
                        "written": written,
                        "spoken": spoken,
                        "class": name("kinds", span.kind),
                        "confidence": span.confidence,
                        "cue": name("cues", span.cue),
                        "alternatives": list(span.alternatives),
                    },
                )
    repairs = [
        {"written": each.written, "repaired": each.repaired, "reason": name("reasons", each.reason)}
        for each in article.repairs
        if not each.doubtful
    ]
    doubtful: list[dict[str, Any]] = [
        {"written": cut.text, "reason": CUT_FOR_ITS_PLACE} for cut in article.cuts if cut.doubtful
    ]
    doubtful += [
        {
            "written": each.written,
            "suggestion": each.repaired,
            "reason": name("reasons", each.reason),
        }
        for each in article.repairs
        if each.doubtful
    ] + [
        {
            "written": row["written"],
            "spoken": row["spoken"],
            "reason": _doubt(row),
        }
        for row in rewrites.values()
        if row["confidence"] < SURE
    ]
    return {
        "cuts": [
            {
                "text": cut.text,
                "reason": name("reasons", cut.reason),
                "rule": name("rules", cut.rule),
                **({"doubtful": True} if cut.doubtful else {}),
            }
            for cut in article.cuts
        ],
        "repairs": repairs,
        "left_out": [
            {
                "role": name("roles", left.role.value),
                "text": left.text,
                "reason": name("reasons", left.reason),
            }
            for left in script.left_out
        ],
        "rewrites": list(rewrites.values()),
        "doubtful": doubtful,
        "blocks": [
            {
                "role": name("roles", block.role.value),
                "text": block.text,
                "rule": name("rules", block.rule),
            }
            for _, block in article.blocks()
        ],
    }


def _doubt(row: dict[str, Any]) -> str:
    """Why a reading is doubtful: how sure it is, what decided, what it could be instead."""
    reason = Told("read as {kind}, {sure:.0%} sure", kind=row["class"], sure=row["confidence"])
    if row["cue"]:
        reason = Told("{reason} ({cue})", reason=reason, cue=row["cue"])
    if row["alternatives"]:
        others = " | ".join(row["alternatives"])
        reason = Told("{reason}; or: {others}", reason=reason, others=others)
    return reason
