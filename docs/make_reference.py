"""Write reference.md: what the commands take and give, told by the commands themselves.

python docs/make_reference.py [--check]

Options come from the command line's own objects, exit statuses and errors from its tables, shapes
of JSON from what the commands print for the articles below; reference_fields.tsv says what a field
means.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).resolve().parent
PAGE = HERE / "reference.md"
FIELDS = HERE / "reference_fields.tsv"
VOICE = ("--voice", "nam", "--offline", "-q")
HEAD = """# Reference

Made by `python docs/make_reference.py` from the code, and checked by the tests. [How-tos](howto.md)
say what it is good for; settings and their variables are in [settings.md](settings.md).
"""
STATUSES = {
    0: "Done.",
    130: "Interrupted; so by the signals of a terminal that closes and of a system that ends.",
}
"""The two that no error stands for."""
WHOLE = (
    "Bão số 3 đổ bộ\n\nThứ bảy, 01/03/2025 08:00\n\nSáng 1/3, bão số 3 đổ bộ vào ven biển.\n\n"
    "Gió giật cấp 12, NN&PTNT cho biết đã sơ tán 1.200 hộ dân. Nước dâng cao , nhiều nơi ngập."
    "\n\nViệc còn lại\n\n"
    "Bài 3 nói về tỷ số 2-3 tháng ở QWRT, xem thêm ở trang sau. "
    "Că năm 2023 không có bão nào. Đội nhà thắng 8/10 trận, mã số 1.2-3/X7.\n\nThu Hà\n\n"
    "Xem thêm: Tin thời tiết\n\nBình luận (3)\n\nGửi bình luận\n"
)
PAPER = (
    '<!doctype html><html lang="vi"><head><title>Cầu mới - Báo Thử</title>'
    '<meta property="og:site_name" content="Báo Thử"><meta property="og:image" content="anh.jpg">'
    '<link rel="canonical" href="https://bao.example/cau-moi.html"></head><body><article>'
    "<h1>Cầu mới qua sông thông xe</h1><time datetime='2025-03-01T08:00:00+07:00'></time>"
    "<figure><img src='anh.jpg'><figcaption>Cây cầu nhìn từ trên cao. Ảnh: Hà</figcaption></figure>"
    "<p>(TTXVN) - Sáng 1/3, cây cầu dài 1,5 km nối hai bờ sông đã thông xe sau hai năm.</p>"
    "<p>Người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà vào những ngày nước lớn.</p>"
    "<p>Đoạn sau kể dài dòng chuyện cây cầu mới bắc qua con sông ở cuối làng, ai nghe cũng vui.</p>"
    "<p>Đoạn kết kể dài dòng chuyện cây cầu mới bắc qua con sông ở đầu làng, ai nghe cũng vui.</p>"
    "</article><div><p>Người dân hai bờ nói họ sẽ còn nhớ mãi buổi sáng hôm ấy.</p></div>"
    "</body></html>"
)
LIST = (
    '<opml version="2.0" xmlns:b="urn:baonoi:station"><body><outline text="Báo Thử" '
    'xmlUrl="https://bao.example/rss" b:voice="nu" b:keep="9" b:match="mưa" b:skip="xổ số"/>'
    '<outline text="Báo Khác" xmlUrl="https://khac.example/rss"/></body></opml>'
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title><link>https://bao.example/</link>'
    "<item><title>Một</title><link>https://bao.example/1.html</link></item>"
    "<item><title>Hai</title><link>https://bao.example/2.html</link>"
    "<pubDate>Sat, 01 Mar 2025 08:00:00 +0700</pubDate></item></channel></rss>"
)


def main() -> None:
    """Write it, or with ``--check`` tell whether it is up to date."""
    made = reference()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
    elif made != PAGE.read_text("utf-8"):
        old = PAGE.read_text("utf-8").splitlines()
        sys.exit("\n".join(unified_diff(old, made.splitlines(), "reference.md", "now", n=0)))


def reference() -> str:
    """The whole page."""
    from baonoi.cli.app import baonoi

    parts = [HEAD, "## Commands\n", *_commands("baonoi", baonoi), *_statuses(), *_shapes()]
    return "\n".join(parts)


def _commands(name: str, command: click.Command) -> Iterator[str]:
    """A command's options and arguments, and those below it."""
    context = click.Context(command, info_name=name)
    words = [
        name,
        *(_placeholder(each) for each in command.params if each.param_type_name == "argument"),
    ]
    if any(each.param_type_name == "option" for each in command.params):
        words.insert(1, "[OPTIONS]")
    below = command.list_commands(context) if isinstance(command, click.Group) else []
    if below:
        words.append("COMMAND" if name == "baonoi" else "[COMMAND]")
    yield f"### `{' '.join(words)}`\n"
    yield f"{_text(command.help or '')}\n"
    rows = [
        _option(each)
        for each in command.params
        if isinstance(each, click.Option) and not each.hidden
    ]
    if rows:
        yield "| option | does |\n| --- | --- |"
        yield "\n".join(rows) + "\n"
    for each in below:
        found = command.get_command(context, each) if isinstance(command, click.Group) else None
        if found is not None:
            yield from _commands(f"{name} {each}", found)


def _placeholder(argument: click.Parameter) -> str:
    name = argument.metavar or (argument.name or "").upper()
    name = name.removesuffix("...")
    if argument.nargs == -1:
        name += "..."
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{each}`" for each in (*option.opts, *option.secondary_opts))
    if not (option.is_flag or option.count):
        kind = option.type
        told = (
            "|".join(map(str, kind.choices))
            if isinstance(kind, click.Choice)
            else kind.name.upper()
        )
        names += f" {option.metavar or told}".replace("|", "\\|")
    text = _text(option.help or "")
    if option.show_default and not option.is_flag:
        told = option.show_default if isinstance(option.show_default, str) else option.default
        text += f" [default: {told}]"
    return f"| {names} | {text} |"


def _text(text: str) -> str:
    """Without the marks that lay it out for a terminal."""
    return " ".join(text.replace("\b", "").split()).replace("|", "\\|")


def _statuses() -> Iterator[str]:
    from baonoi.cli.hints import STATUSES as OF_ERRORS
    from baonoi.cli.hints import templates

    yield "## Exit statuses\n"
    yield "| status | means |\n| --- | --- |"
    told = {
        status: f"{_first(kind.__doc__)} (`{kind.__name__}`)" for kind, status in OF_ERRORS.items()
    }
    rows = sorted({**STATUSES, **told}.items())
    yield "\n".join(f"| {status} | {text} |" for status, text in rows) + "\n"
    yield "With several sources it is the highest of theirs.\n"
    yield "## Codes of errors\n"
    yield "An error's `code` in Python, and what the command line says to do about it.\n"
    yield "| code | what to do |\n| --- | --- |"
    known = {kind.__name__ for kind in OF_ERRORS}
    yield (
        "\n".join(
            f"| `{code}` | {_text(' / '.join(hints))} |"
            for code, hints in sorted(templates().items())
            if code not in known and code[0].islower() and not code.startswith("mend-")
        )
        + "\n"
    )


def _first(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _shapes() -> Iterator[str]:
    """The JSON of every command that prints some, and of the files that are published."""
    meanings = dict(
        line.split("\t") for line in FIELDS.read_text("utf-8").splitlines() if "\t" in line
    )
    yield "## Shapes of JSON\n"
    yield "A field that may be missing has a question mark, `[]` is a list, `{}` names to values.\n"
    for title, about, samples in _printed():
        yield f"### `{title}`\n"
        yield f"{about}\n"
        yield "| field | is | means |\n| --- | --- | --- |"
        key = title.removeprefix("baonoi ").replace(" --json", "")
        for path, kinds in shape(samples).items():
            meaning = meanings.get(f"{key} {path.rstrip('?')}") or meanings.get(
                f"* {path.rstrip('?')}"
            )
            if meaning is None:
                raise LookupError(f"reference_fields.tsv does not say what {key} {path} means")
            yield f"| `{path}` | {kinds} | {meaning} |"
        yield ""


def _printed() -> Iterator[tuple[str, str, list[Any]]]:
    """Each shape's name, what it is, and samples of it."""
    with tempfile.TemporaryDirectory() as folder, _kept_apart(folder):
        texts = {"bao.txt": WHOLE, "trang.html": PAPER, "tin.rss": FEED}
        for name, text in texts.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        text, page, feed = (str(Path(folder, name)) for name in texts)
        out = str(Path(folder, "output"))
        yield (
            "baonoi clean --json",
            "An article as it was understood.",
            _both("clean", "--json", text, page),
        )
        yield "baonoi clean --json FEED", "The articles of a feed.", [_run("clean", "--json", feed)]
        yield (
            "baonoi explain --json",
            "What became of a text.",
            _both("explain", "--json", text, page),
        )
        yield "baonoi voices --json", "Every voice that is known here.", [_run("voices", "--json")]
        Path(folder, "bao.opml").write_text(LIST, encoding="utf-8")
        _run_text("follow", "import", str(Path(folder, "bao.opml")))
        followed = _run("follow", "list", "--json")
        yield "baonoi follow list --json", "The papers that are followed.", [followed]
        yield "baonoi update --json", "What became of an update.", _updates()
        yield "baonoi config show --json", "Every setting.", [_run("config", "show", "--json")]
        reading = _both("read", *VOICE, "-d", out, "--json", text, page)
        about = "One line a source: the path of the MP3, and all that `recording.json` has."
        yield "baonoi read --json", about, [{"path": each["path"]} for each in reading]
        about = "The manifest in a recording's folder, written last. Times are from its beginning."
        yield (
            "recording.json",
            about,
            [{k: v for k, v in each.items() if k != "path"} for each in reading],
        )
        _run_text("feed", out, "--base-url", "https://bao.example/nghe")
        chapters = [
            json.loads(each.read_text("utf-8")) for each in Path(out).glob("*/chapters.json")
        ]
        yield "chapters.json", "The sections as chapters, as Podcasting 2.0 has them.", chapters


def _updates() -> list[Any]:
    """One in which all went well, and one in which nothing did."""
    from baonoi.errors import SourceError
    from baonoi.station.articles import Waiting
    from baonoi.station.follows import Paper
    from baonoi.station.papers import Asked
    from baonoi.station.reading import Tried
    from baonoi.station.update import report

    paper = Paper(1, "Báo Thử", "https://bao.example/rss")
    waiting = Waiting(1, paper.name, "https://bao.example/1.html", "Một", 0.0, "", None, 0)
    error = SourceError("Không có trang nào.", "no-page")
    return [
        report([Asked(paper, 1, changed=True)], [Tried(waiting, "read", Path("1.mp3"))], [], 0),
        report(
            [Asked(paper, error=error)],
            [Tried(waiting, "failed", error=error), Tried(waiting, "twin", twin="Một")],
            [waiting],
            2,
        ),
    ]


def _kept_apart(folder: str) -> Any:
    from unittest.mock import patch

    names = ("CACHE", "CONFIG", "STATION", "VOICES")
    places = {f"BAONOI_{name}": str(Path(folder, name.lower())) for name in names}
    return patch.dict(os.environ, {**places, "BAONOI_OFFLINE": "1", "LC_ALL": "C.UTF-8"})


def _both(*arguments: str) -> list[Any]:
    """What a command prints of each of the two articles."""
    return [_run(*arguments[:-2], source) for source in arguments[-2:]]


def _run(*arguments: str) -> Any:
    return json.loads(_run_text(*arguments))


def _run_text(*arguments: str) -> str:
    from baonoi.cli.app import baonoi

    with redirect_stdout(io.StringIO()) as told, redirect_stderr(io.StringIO()):
        status = baonoi.main(arguments, standalone_mode=False)
    if status:
        raise RuntimeError(f"baonoi {' '.join(arguments)} ended with {status}")
    return told.getvalue()


def shape(samples: list[Any]) -> dict[str, str]:
    """Each field's path and the kinds of its values, over all samples."""
    found: dict[str, set[str]] = {}
    maybe: set[str] = set()
    _look(samples, "", found, maybe)
    return {
        f"{path}?" if path in maybe else path: ", ".join(sorted(kinds))
        for path, kinds in found.items()
    }


def _look(values: list[Any], at: str, found: dict[str, set[str]], maybe: set[str]) -> None:
    objects = [value for value in values if isinstance(value, dict)]
    for name in dict.fromkeys(name for value in objects for name in value):
        path = f"{at}.{name}" if at else name
        inside = [value[name] for value in objects if name in value]
        if len(inside) < len(objects):
            maybe.add(path)
        if at == "" and name == "settings":
            found[f"{path}{{}}"] = {"object"}
            _look(
                [each for value in inside for each in value.values()], f"{path}{{}}", found, maybe
            )
        elif all(isinstance(value, list) for value in inside):
            path += "[]"
            items = [item for value in inside for item in value]
            found[path] = {_kind(item) for item in items} or {"string"}
            _look(items, path, found, maybe)
        else:
            found[path] = {_kind(value) for value in inside}
            _look(inside, path, found, maybe)


def _kind(value: Any) -> str:
    names = {
        bool: "boolean",
        int: "number",
        float: "number",
        str: "string",
        dict: "object",
        list: "list",
    }
    return names.get(type(value), "null")


if __name__ == "__main__":
    main()
