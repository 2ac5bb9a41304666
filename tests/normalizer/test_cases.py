"""What a newspaper prints and how it is said: one table a class in ``cases/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.normalizer import normalize

TABLES = sorted(Path(__file__).with_name("cases").glob("*.tsv"))


def rows(table: Path) -> list[tuple[str, str]]:
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    return [(written, spoken) for written, _, spoken in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_case_of_the_table_is_said_as_it_stands_there(table: Path) -> None:
    cases = rows(table)
    assert cases
    wrong = [
        f"{written} -> {said} (not {spoken})"
        for written, spoken in cases
        if (said := normalize(written).spoken) != spoken
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
@pytest.mark.parametrize("foreign", ["keep", "respell"])
def test_what_is_spoken_needs_nothing_more(table: Path, foreign: str) -> None:
    mode = "keep" if foreign == "keep" else "respell"
    for written, _ in rows(table):
        spoken = normalize(written, foreign=mode).spoken
        assert normalize(spoken, foreign=mode).spoken == spoken
