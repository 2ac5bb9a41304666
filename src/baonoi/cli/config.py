"""``baonoi config``: what is settled once for every run, and where each value comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from baonoi.cli import completion
from baonoi.cli.language import said
from baonoi.cli.output import show
from baonoi.errors import UsageError
from baonoi.reading.settings import (
    SETTINGS,
    Setting,
    Settings,
    Value,
    parsed,
    read_file,
    setting_of,
    understood,
)
from baonoi.store import paths
from baonoi.store.files import whole_file, writing
from baonoi.told import Told


@click.group(
    invoke_without_command=True,
    epilog="Examples:\n\n\b\n"
    "  baonoi config                         every setting, and where it comes from\n"
    "  baonoi config set voice nu\n"
    "  baonoi config set base-url https://bao.example/nghe\n"
    "  baonoi config unset voice\n",
)
@click.pass_context
def command(context: click.Context) -> None:
    """See and change what every run begins with.

    An option on the command line wins over a variable (BAONOI_VOICE, BAONOI_SPEED ...), a variable
    over the file, the file over the default.
    """
    if context.invoked_subcommand is None:
        context.invoke(show_)


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show_(as_json: bool = False) -> None:
    """Show every setting, its value and where that comes from."""
    settings = Settings.load()
    if as_json:
        rows = {
            setting.name: settings[setting.name]._asdict() | {"variable": _variable(setting)}
            for setting in SETTINGS
        }
        report = {"version": 1, "path": str(paths.config()), "settings": rows}
        show(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for setting in SETTINGS:
        value, origin = settings[setting.name]
        told = {"environment": _variable(setting), "file": str(paths.config())}.get(origin)
        told = told or said(Told("default"))
        show(f"{setting.name:<10} {_shown(value):<28} {told}")


@command.command()
def path() -> None:
    """Show where the file is, or would be."""
    show(str(paths.config()))


@command.command("set")
@click.argument("name", shell_complete=completion.settings)
@click.argument(
    "values", metavar="VALUE...", nargs=-1, required=True, shell_complete=completion.values
)
def set_(name: str, values: tuple[str, ...]) -> None:
    """Settle NAME in the file, for every run to come."""
    setting = setting_of(name, "baonoi config set")
    value = parsed(setting, " ".join(values), "baonoi config set")
    if setting.path:
        value = str(Path(str(value)).expanduser().absolute())
    _rewrite(name, value, f"{name} = {_toml(value)}")


@command.command()
@click.argument("name", shell_complete=completion.settings)
def unset(name: str) -> None:
    """Take NAME out of the file: it is as usual again."""
    setting_of(name, "baonoi config unset")
    _rewrite(name, None, None)


def _variable(setting: Setting) -> str:
    return paths.variable(setting.name)


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _toml(value: Value) -> str:
    """As TOML has it; its strings and arrays of them are JSON's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _rewrite(name: str, value: Value, line: str | None) -> None:
    """Put a line in the place of the setting's, and leave all others as they are."""
    file = paths.config()
    wanted = {key: kept for key, kept in read_file(file).items() if key != name}
    if line is not None:
        wanted[name] = value
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    own = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    at = next((number for number, text in enumerate(lines) if own.match(text)), len(lines))
    lines[at : at + 1] = [] if line is None else [line]
    text = "".join(f"{each}\n" for each in lines)
    if _understood(text, file) != wanted:
        raise UsageError(
            Told("{name} stands on several lines of {path}.", name=name, path=str(file)),
            "setting-on-several-lines",
        )
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file) as out:
            out.write(text.encode("utf-8"))
    show(str(file))


def _understood(text: str, file: Path) -> dict[str, Value] | None:
    try:
        return understood(text, file)
    except UsageError:
        return None
