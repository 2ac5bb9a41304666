"""Write a manual page of each command, told by the commands themselves.

python docs/make_man.py [FOLDER]

FOLDER is build/man/man1 by default. The pages are click-man's, and end with the examples of the
help, which it leaves out. They are in English, as the source of all messages is.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterator
from pathlib import Path

import click
from click_man.core import generate_man_page

from baonoi import __version__
from baonoi.cli.app import COMMANDS, baonoi

FOLDER = Path(__file__).resolve().parent.parent / "build" / "man" / "man1"


def main() -> None:
    """Write them."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path, nargs="?", default=FOLDER, metavar="FOLDER")
    folder: Path = options.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages(click.Context(whole(), info_name="baonoi")):
        (folder / name).write_text(page, encoding="utf-8")
    print(folder)


def whole() -> click.Group:
    """The command line with all commands imported: click-man asks for no other."""
    group = copy.copy(baonoi)
    context = click.Context(baonoi, info_name="baonoi")
    group.short_help = (baonoi.help or "").partition(":")[0]
    group.commands = {}
    for name, does in COMMANDS.items():
        command = copy.copy(baonoi.get_command(context, name))
        assert command is not None
        command.short_help = does
        group.commands[name] = command
    return group


def pages(context: click.Context) -> Iterator[tuple[str, str]]:
    """The page of a command and of each below it, with the name of its file."""
    command = context.command
    page = generate_man_page(context, version=__version__)
    yield f"{context.command_path.replace(' ', '-')}.1", page + examples(command.epilog or "")
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from pages(click.Context(below, info_name=name, parent=context))


def examples(epilog: str) -> str:
    """The lines of an epilog as they stand, where roff would fill them."""
    _, _, lines = epilog.partition("\b\n")
    if not lines:
        return ""
    kept = lines.rstrip().replace("\\", "\\e").replace("-", "\\-")
    return f".SH EXAMPLES\n.nf\n{kept}\n.fi\n"


if __name__ == "__main__":
    main()
