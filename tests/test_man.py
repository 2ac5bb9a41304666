"""Manual pages: one of each command, with all of its options."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from baonoi.cli.app import COMMANDS, baonoi

MAKER = Path(__file__).resolve().parent.parent / "docs" / "make_man.py"
needs_click_man = pytest.mark.skipif(
    importlib.util.find_spec("click_man") is None, reason="click-man is not installed"
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by the name of its page."""
    yield "baonoi", baonoi
    for name in COMMANDS:
        command = baonoi.get_command(click.Context(baonoi), name)
        assert command is not None
        yield f"baonoi-{name}", command
        if isinstance(command, click.Group):
            for below, each in command.commands.items():
                yield f"baonoi-{name}-{below}", each


@needs_click_man
def test_every_command_has_a_page_with_its_options_and_examples(tmp_path: Path) -> None:
    subprocess.run([sys.executable, MAKER, tmp_path], check=True, capture_output=True)
    known = dict(commands())
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.1" for name in known}
    for name, command in known.items():
        page = (tmp_path / f"{name}.1").read_text(encoding="utf-8")
        plain = page.replace("\\-", "-")
        assert page.startswith(f'.TH "{name.upper().replace("-", " ")}" "1"')
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(each in plain for each in option.opts), (name, option.opts)
        assert (".SH EXAMPLES" in page) == bool(command.epilog)
    front = (tmp_path / "baonoi.1").read_text(encoding="utf-8")
    for name, does in COMMANDS.items():
        assert rf"\fBbaonoi-{name}(1)\fP" in front
        page = (tmp_path / f"baonoi-{name}.1").read_text(encoding="utf-8")
        assert f".SH NAME\nbaonoi\\-{name} \\- {does}\n" in page


@needs_click_man
@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_finds_nothing_wrong(tmp_path: Path) -> None:
    subprocess.run([sys.executable, MAKER, tmp_path], check=True, capture_output=True)
    pages = sorted(tmp_path.iterdir())
    command = ["groff", "-k", "-Tutf8", "-man", "-ww", "-z", *map(str, pages)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stderr) == (0, "")
