"""Who may import whom: the arrows of the design, read from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
STAGES = {"sources", "cleaner", "voices", "normalizer", "script", "audio", "encode", "publish"}
GROUND = {"told", "errors", "common", "store", "model"}
ALLOWED: dict[str, set[str]] = {
    "told": set(),
    "errors": {"told"},
    "common": {"told", "errors"},
    "store": {"told", "errors", "common"},
    "model": {"told", "errors"},
    **dict.fromkeys(STAGES, GROUND),
    "reading": STAGES | GROUND,
    "station": {"reading"} | STAGES | GROUND,
    "archive": {"", "reading"} | STAGES | GROUND,
    "": {"reading", "model", "errors", "normalizer", "voices"},
    "server": {"", "reading"} | STAGES | GROUND,
    "cli": {"", "archive", "reading", "server", "station"} | STAGES | GROUND,
    "__main__": {"cli"},
}
"""What each part of the package may import besides itself; "" is the public names."""
STILL_TO_MEND: set[tuple[str, str]] = set()
"""Modules, and what they import and should not."""

Modules = Mapping[str, str]
"""The source text of each module by its name; that of a package is its ``__init__``."""


def modules() -> Modules:
    found = {}
    for path in (SOURCE / "baonoi").rglob("*.py"):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def imported(text: str, known: Modules) -> Iterator[str]:
    """The modules of ours that a text imports: anywhere in it, for types alone, too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import is written out from the top"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module or "" for name in whole]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "baonoi")


def part(module: str) -> str:
    """Which part of the package a module belongs to."""
    return module.partition(".")[2].partition(".")[0]


def wrong(known: Modules) -> set[tuple[str, str]]:
    return {
        (name, other)
        for name, text in known.items()
        for other in imported(text, known)
        if part(other) != part(name) and part(other) not in ALLOWED[part(name)]
    }


def ordered(known: Modules) -> list[str]:
    """The modules in an order in which each comes after all that it imports."""
    graph = {name: set(imported(text, known)) for name, text in known.items()}
    return list(TopologicalSorter(graph).static_order())


def test_every_part_imports_only_what_lies_below_it() -> None:
    assert wrong(modules()) == STILL_TO_MEND


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = modules()
    assert len(ordered(known)) >= len(known) > 100


def test_the_parts_are_all_there() -> None:
    assert {part(name) for name in modules()} == set(ALLOWED)


def test_arrows_that_should_not_be_are_found() -> None:
    tree = {
        "baonoi": "",
        "baonoi.voices.speak": "def f():\n from baonoi.encode import mp3\n",
        "baonoi.encode": "from baonoi.reading.events import Event",
        "baonoi.encode.mp3": "import baonoi.model",
        "baonoi.model": "if TYPE_CHECKING:\n import baonoi.store.files",
        "baonoi.reading.events": "from baonoi.cli.app import note",
        "baonoi.cli.app": "from baonoi import __version__",
        "baonoi.store.files": "import os",
    }
    assert wrong(tree) == {
        ("baonoi.voices.speak", "baonoi.encode.mp3"),
        ("baonoi.encode", "baonoi.reading.events"),
        ("baonoi.model", "baonoi.store.files"),
        ("baonoi.reading.events", "baonoi.cli.app"),
    }
    tree["baonoi.store.files"] = "from baonoi.encode.mp3 import Mp3"
    with pytest.raises(CycleError):
        ordered(tree)
