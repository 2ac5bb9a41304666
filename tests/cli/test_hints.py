"""Errors are values; what to do about them is said here, and by nobody else."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import baonoi
from baonoi import errors
from baonoi.cleaner import page_type
from baonoi.cli import app
from baonoi.cli.app import complain
from baonoi.cli.asked import Context, options_of
from baonoi.cli.hints import hint, mended, options_named, status, templates
from baonoi.errors import BaonoiError, NoArticleError, StoppedError, SynthesisError, VoiceError

SOURCE = Path(baonoi.__file__).parent
KINDS = {name: kind for name, kind in vars(errors).items() if name.endswith("Error")}
LEADING_TO_ONE = {
    # What is not an error but becomes one: the code where none is given, and the fields it gets.
    "DocumentError": ("document-broken", {"source", "problem"}),
    "writing": ("unwritable", {"path", "reason"}),
}
OF_THE_COMMAND_LINE = {"again"}
FIELDS = (
    "bitrates", "about", "again", "extra", "fastest", "first", "formats", "highest", "limit",
    "lowest", "near", "path", "reasons", "slowest", "source", "voice", "voices",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    where: str
    code: str
    fields: frozenset[str]


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def codes_of(node: ast.expr, where: str) -> set[str]:
    """The codes that an expression may have."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=body, orelse=orelse):
            return codes_of(body, where) | codes_of(orelse, where)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="page_type"), attr="code")):
            kinds = set(page_type.Kind) - {page_type.Kind.ARTICLE}
            return {page_type.code(page_type.PageType(kind)) for kind in kinds}
        case ast.Subscript() if where.startswith("sources/documents/__init__.py"):
            return set()  # those of DocumentError, from another process
        case ast.Name(id="code") if where.startswith("store/files.py"):
            return set()  # those given to ``writing``
    raise AssertionError(f"{where}: a code that cannot be read: {ast.unparse(node)}")


def sites() -> Iterator[Site]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = called(node)
            if not isinstance(node, ast.Call) or name not in {*KINDS, *LEADING_TO_ONE}:
                continue
            where = f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}"
            default, fields = LEADING_TO_ONE.get(name, ("", set()))
            codes = codes_of(node.args[1], where) if len(node.args) > 1 else {default}
            told = next((each for each in node.args[:1] if called(each) == "Told"), None)
            given = [*node.keywords, *(told.keywords if isinstance(told, ast.Call) else ())]
            given_here = {each.arg for each in given if each.arg is not None}
            for code in sorted(codes):
                yield Site(where, code, frozenset(fields | given_here))


SITES = list(sites())


def mends() -> set[str]:
    """The codes of what mends a voice: of one that cannot speak, and of a whole engine."""
    engines = {
        node.value.value
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if [ast.unparse(target) for target in node.targets] == ["mend"]
    }
    return engines | {
        node.args[2].value
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if called(node) == "Availability" and isinstance(node, ast.Call) and len(node.args) > 2
        if isinstance(node.args[2], ast.Constant)
        if str(node.args[2].value).startswith("mend-")
    }


def test_codes_are_short_names() -> None:
    assert len(SITES) > 80
    bad = [site for site in SITES if not re.fullmatch(r"[a-z]+(-[a-z]+)+|unwritable", site.code)]
    assert not bad


def test_every_code_has_a_hint_and_every_hint_a_code() -> None:
    assert {site.code for site in SITES} | mends() == set(templates()) - set(KINDS)


def test_every_kind_has_a_hint_for_codes_of_other_packages() -> None:
    assert set(KINDS) <= set(templates())


def test_what_a_hint_names_is_given_where_the_error_is_raised() -> None:
    for site in SITES:
        for template in templates()[site.code]:
            parts = string.Formatter().parse(template)
            named = {name for _, name, _, _ in parts if name} - OF_THE_COMMAND_LINE
            assert named <= site.fields, site


def contexts(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[Context]:
    """A context for the command and each one below it."""
    context = Context(command, parent=parent, info_name=name, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from contexts(below, name, context)


COMMANDS = {context.command_path: context for context in contexts(app.baonoi, "baonoi")}
ONLY_BY = {
    code: found.pop()
    for code in templates()
    if len(found := {site.where.partition(":")[0] for site in SITES if site.code == code}) == 1
    if next(iter(found)) in {f"cli/{name}.py" for name in app.COMMANDS}
}
"""What only one command says, for its module does."""
ELSEWHERE = re.compile(r"\bbaonoi (?P<command>[a-z]+)(?P<rest>[^`]*)")


@pytest.mark.parametrize("path", COMMANDS)
def test_a_hint_names_only_options_that_the_command_has(path: str) -> None:
    had = options_of(COMMANDS[path])
    module = f"cli/{path.rpartition(' ')[2]}.py"
    for code in templates():
        if code in ONLY_BY and ONLY_BY[code] != module:
            continue
        with COMMANDS[path]:
            told = hint(BaonoiError("", code, **dict.fromkeys(FIELDS, "x")))
        assert had.issuperset(options_named(told)), (path, code, told)


def test_a_command_that_a_hint_names_has_the_options_it_names_with_it() -> None:
    for hints in templates().values():
        for told in hints:
            for found in ELSEWHERE.finditer(told):
                context = COMMANDS[f"baonoi {found['command']}"]
                named = re.findall(r"(?<!\S)--?[a-z][a-z-]*", found["rest"])
                assert options_of(context).issuperset(named), told


def test_a_hint_is_given_in_the_words_of_the_command_that_failed(baonoi, tmp_path) -> None:
    for command, told in (("clean", "add --allow-private"), ("explain", "add --allow-private")):
        done = baonoi(command, "http://127.0.0.1:9/bai.html")
        assert (done.returncode, told in done.stderr) == (3, True), done.stderr
    for command in (("read", "--voice", "nam-minh"), ("voices", "try", "nam-minh")):
        source = (tmp_path / "a.txt",) if command[0] == "read" else ()
        assert "Leave --offline away" in baonoi(*command, *source).stderr
    seen = baonoi("doctor").stdout
    assert "BAONOI_OFFLINE" in seen
    assert "--offline" not in seen


@given(
    kind=st.sampled_from(sorted(KINDS)),
    code=st.sampled_from(sorted(templates())) | st.text(),
    fields=st.dictionaries(
        st.sampled_from(["path", "slowest", "source", "mend"]), st.text() | st.integers()
    ),
)
def test_there_is_a_hint_for_whatever_an_engine_raises(
    kind: str, code: str, fields: dict[str, str | int]
) -> None:
    assert hint(KINDS[kind]("Hỏng.", code, **fields))


def test_a_file_is_named_as_the_shell_wants_it() -> None:
    told = hint(NoArticleError("", "list-of-addresses", source="ds bài.txt"))
    assert told.endswith("baonoi read --list 'ds bài.txt'")
    told = hint(NoArticleError("", "list-of-addresses", source="-"))
    assert told.endswith("--list addresses.txt")


def test_what_mends_a_voice_is_said_in_its_words() -> None:
    told = hint(VoiceError("", "voice-unusable", voice="vais1000", reason="", mend="mend-voice"))
    assert told == "baonoi voices install vais1000"
    assert mended("Get it from {its} own site.", "lan") == "Get it from {its} own site."


def test_braces_in_a_fact_are_no_fields() -> None:
    told = hint(BaonoiError("", "several-recordings", first="out/{again}"))
    assert told == "Name one of them: out/{again}"


def test_what_stopped_is_gone_on_with_by_the_same_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/baonoi", "read", "bài một.txt"])
    for code in ("service-gone", "tired"):
        assert complain(StoppedError("Mạng\nmất.", code)) == 5
        assert capsys.readouterr().err.splitlines() == [
            "baonoi: Mạng mất.",
            "  What was said is kept. To go on, run: baonoi read 'bài một.txt'",
        ]


def test_the_errors_have_the_documented_exit_statuses() -> None:
    assert {name: status(kind("", "")) for name, kind in KINDS.items()} == {
        "BaonoiError": 1,
        "UsageError": 2,
        "SourceError": 3,
        "NoArticleError": 3,
        "VoiceError": 4,
        "SynthesisError": 1,
        "OutputError": 1,
        "StoppedError": 5,
    }


def test_a_kind_of_another_package_has_the_status_of_its_parent() -> None:
    class HoarseError(SynthesisError):
        """An engine's own."""

    class LateError(StoppedError):
        """The same."""

    assert status(HoarseError("", "hoarse")) == 1
    assert status(LateError("", "late")) == 5


ON_A_COMMAND_LINE = re.compile(
    r"(?:^|[\s(])--[a-z]|(?:^|\s)-[a-z](?=\W|$)|(?:^|[\s`])baonoi [a-z]|pip install|exit status"
)
EXCUSED = {
    "audio/player.py": "the command lines of players",
    "cleaner/sequence/learn.py": "a program of its own, with a flag",
    "sources/documents/__init__.py": "starts Python on a module",
    "voices/espeak/pool.py": "the exit status of a worker",
}


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """The strings that are no documentation."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str):
            yield node


def test_no_stage_names_a_flag_or_a_command() -> None:
    told = [
        f"{name}:{node.lineno} {node.value!r}"
        for path in modules()
        if not (name := path.relative_to(SOURCE).as_posix()).startswith("cli/")
        and name not in EXCUSED
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if ON_A_COMMAND_LINE.search(node.value)
    ]
    assert not told


@pytest.mark.parametrize(
    "text",
    ["Add --offline.", "choose -d or -o.", "Run `baonoi voices`", "pip install 'baonoi[play]'"],
)
def test_such_names_are_found(text: str) -> None:
    assert ON_A_COMMAND_LINE.search(text)


@pytest.mark.parametrize("text", ["<!--audio-->", "bão -bai", "-inf", "e-mail", "đây -- đó"])
def test_other_dashes_are_not(text: str) -> None:
    assert not ON_A_COMMAND_LINE.search(text)
