"""The command line in Vietnamese: word for word complete, and chosen as a person says."""

from __future__ import annotations

import ast
import gettext
import inspect
import io
import os
import pickle
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types
import pytest
from hypothesis import given
from hypothesis import strategies as st

import baonoi
from baonoi import errors
from baonoi.cleaner.decision import Rule
from baonoi.cleaner.page_type import Kind
from baonoi.cli import app, language, po
from baonoi.cli.hints import templates
from baonoi.cli.translated import translated
from baonoi.common.tables import rows_under_head
from baonoi.model import Role
from baonoi.sources import kinds
from baonoi.store import paths
from baonoi.told import Told

if TYPE_CHECKING:
    from cli.conftest import Run

SOURCE = Path(baonoi.__file__).parent
KINDS = [name for name in vars(errors) if name.endswith("Error")]
KINDS += ["DocumentError", "TransientError", "DoubtfulError", "DeclinedError", "PartError"]
SUBJECTS = SOURCE / "normalizer" / "lexicon" / "subjects.tsv"
CATALOGUE = po.LOCALE / "vi" / "LC_MESSAGES" / "baonoi.po"
ENTRIES = po.entries(CATALOGUE.read_text(encoding="utf-8"))
OURS = {entry.message: entry.translation for entry in ENTRIES[1:] if entry.origin != "click"}
CLICKS = {entry.message: entry.translation for entry in ENTRIES[1:] if entry.origin == "click"}
OF_CLICK = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)
"""Its prompts and its editor are not used here."""
AS_WRITTEN = re.compile(r"`[^`]+`|(?<!\w)--?[a-z][a-z-]*|BAONOI_[A-Z]+|https?://\S+")


def calls(text: str, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


LISTED = {
    "looks.kind.value": {kind.value for kind in Kind},
    "kind": {name for _, name in kinds._SIGNATURES} | {"a binary file"},
    "what": {name for _, name in kinds._ZIP_CONTENTS},
}
"""Where the message is one of a table."""


def literal(node: ast.Call) -> set[str]:
    message = node.args[0]
    if isinstance(message, ast.Constant):
        return {str(message.value)}
    assert ast.unparse(message) in LISTED, f"not a literal: {ast.unparse(node)}"
    return LISTED[ast.unparse(message)]


def helped() -> set[str]:
    """The help of every command and option."""
    found: list[str] = []

    def say(message: str) -> str:
        found.append(message)
        return message

    commands = app.baonoi
    translated(commands, say)
    for name in app.COMMANDS:
        translated(commands.get_command(click.Context(commands), name), say)
    return {*found, *app.COMMANDS.values()}


def needed() -> set[str]:
    """Every message of ours: help, hints, and what is told."""
    told = {
        message
        for path in SOURCE.rglob("*.py")
        if path.name != "told.py"
        for node in calls(path.read_text(encoding="utf-8"), "Told")
        for message in literal(node)
    }
    hints = {hint for hints in templates().values() for hint in hints}
    subjects = {f"subject: {name}" for _, name, *_ in rows_under_head(SUBJECTS)}
    vocabulary = {*map(str, Role), *map(str, Rule), *cues(), *subjects}
    return {each for each in helped() | hints | told | vocabulary if has_words(each)}


def cues() -> set[str]:
    """What decides a reading, as far as it is English and no word of the article."""
    named = {
        str(each.value)
        for path in (SOURCE / "normalizer").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for each in cue_names(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    return {name for name in named if re.search("^[A-Za-z' ]{4,}$", name) and " " in name}


def cue_names(node: ast.AST) -> list[ast.expr]:
    """Where the name of a cue stands: second of three with a weight, first of a Cue."""
    if isinstance(node, ast.Tuple) and len(node.elts) == 3:
        return [node.elts[1]]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Cue":
        return node.args[:1]
    return []


def has_words(template: str) -> bool:
    """Whether there is something to translate beside the facts."""
    return any(re.search("[^\\W\\d_]", text) for text, *_ in string.Formatter().parse(template))


def of_click() -> set[str]:
    return {
        message
        for module in OF_CLICK
        for node in calls(inspect.getsource(module), "_", "ngettext")
        if isinstance(node.args[0], ast.Constant)  # since 8.2 one word is looked up by its name
        for message in literal(node)
    }


def named(template: str) -> set[tuple[str, str | None]]:
    """The facts that a template names, and how they are to be written."""
    parts = string.Formatter().parse(template)
    return {(name, conversion) for _, name, _, conversion in parts if name is not None}


def test_there_is_much_to_translate() -> None:
    assert len(needed()) > 200
    assert len(of_click()) > 40


def test_nothing_is_untranslated() -> None:
    translated_by = {message for message, words in {**CLICKS, **OURS}.items() if words}
    assert sorted(needed() - translated_by) == []
    assert sorted(of_click() - translated_by) == []


def test_every_error_can_be_translated() -> None:
    """Its message is Told, or a name that stands for what was."""
    english = [
        f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in calls(path.read_text(encoding="utf-8"), *KINDS)
        if node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    ]
    assert english == []


def test_nothing_is_translated_that_is_not_there() -> None:
    assert sorted(set(OURS) - needed()) == []


def test_no_message_is_there_twice() -> None:
    messages = [entry.message for entry in ENTRIES]
    assert len(messages) == len(set(messages))


@pytest.mark.parametrize("message", OURS)
def test_a_translation_names_the_same_facts_options_and_commands(message: str) -> None:
    assert named(OURS[message]) == named(message)
    assert sorted(AS_WRITTEN.findall(OURS[message])) == sorted(AS_WRITTEN.findall(message))


def test_what_click_says_is_given_no_fact_that_it_lacks() -> None:
    for entry in ENTRIES:
        if entry.origin == "click":
            assert named(entry.translation) <= named(entry.message) | named(entry.plural), entry


def test_an_untranslated_message_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.COMMANDS, "read", "Read it.")
    assert needed() - set(OURS) - set(CLICKS) == {"Read it."}


# The catalogue's two forms


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
)


@given(st.dictionaries(TEXTS.filter(bool), TEXTS))
def test_gettext_reads_what_is_compiled(pairs: dict[str, str]) -> None:
    head = ("", "Content-Type: text/plain; charset=UTF-8\n")
    text = "\n\n".join(
        f"msgid {quoted(message)}\nmsgstr {quoted(words)}"
        for message, words in [head, *pairs.items()]
    )
    read = gettext.GNUTranslations(io.BytesIO(po.compiled(po.entries(text))))  # type: ignore[arg-type]  # it reads bytes
    for message, words in pairs.items():
        assert read.gettext(message) == words or message


def quoted(text: str) -> str:
    for character, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(character, escaped)
    return f'"{text}"'


def test_a_line_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="msgid lame"):
        po.entries("msgid lame")


def test_one_form_serves_for_one_and_many() -> None:
    text = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    text += 'msgid "a dog"\nmsgid_plural "dogs"\nmsgstr[0] "cho"\n'
    read = gettext.GNUTranslations(io.BytesIO(po.compiled(po.entries(text))))  # type: ignore[arg-type]  # it reads bytes
    assert [read.ngettext("a dog", "dogs", number) for number in (1, 2)] == ["cho", "cho"]


# Which language


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({}, [], "en"),
        ({"LANG": "vi_VN.UTF-8"}, [], "vi"),
        ({"LANG": "vi"}, [], "vi"),
        ({"LANG": "vie_VN"}, [], "en"),
        ({"LANG": "de_DE.UTF-8"}, [], "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, [], "vi"),
        ({"LANG": "vi_VN", "LC_ALL": "C.UTF-8"}, [], "en"),
        ({"LANG": "de_DE", "LANGUAGE": "de:vi:en"}, [], "vi"),
        ({"LANG": "vi_VN", "LANGUAGE": "en"}, [], "en"),
        ({"LANG": "C", "LANGUAGE": "vi"}, [], "en"),
        ({"LANG": "vi_VN", "BAONOI_LANG": "en"}, [], "en"),
        ({"BAONOI_LANG": "vi"}, [], "vi"),
        ({"LANG": "vi_VN", "BAONOI_LANG": "xx"}, [], "vi"),
        ({"BAONOI_LANG": "vi"}, ["--lang", "en", "read"], "en"),
        ({}, ["-v", "--lang=vi", "--help"], "vi"),
        ({}, ["read", "--lang", "vi"], "en"),
        ({"LANG": "vi_VN"}, ["--lang"], "vi"),
        ({"LANG": "vi_VN"}, ["--lang", "fr"], "vi"),
    ],
)
def test_the_first_that_says_so_chooses(
    environment: dict[str, str],
    arguments: list[str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.chosen(arguments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [('language = "en"', "en"), ("language = 1", "vi"), ("language", "vi"), ("speed = 1", "vi")],
)
def test_the_file_wins_over_the_locale(
    text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.config().write_text(text, encoding="utf-8")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert language.chosen() == expected


# What is told


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")  # which is set, and is put back
    language.speak("vi")
    yield
    language.speak("en")


def test_what_is_told_is_english_text() -> None:
    told = Told("{number:.1f} of {what}", number=1.5, what="{x}")
    assert (told, told.template, told.facts["what"]) == (
        "1.5 of {x}",
        "{number:.1f} of {what}",
        "{x}",
    )
    assert pickle.loads(pickle.dumps(told)).facts == told.facts
    assert language.said(told) == told


@pytest.mark.usefixtures("vietnamese")
def test_numbers_have_a_comma_and_what_others_wrote_has_not() -> None:
    told = Told("untranslated: {speed:g} {version} {count}", speed=1.5, version="1.5", count=2)
    assert language.said(told) == "untranslated: 1,5 1.5 2"


@pytest.mark.usefixtures("vietnamese")
def test_facts_that_are_sentences_are_translated() -> None:
    told = Told(
        "{a}: {b}", a="x", b=Told("Run `{command} --help` to see how it is used.", command="c")
    )
    assert language.said(told) == "x: Xem cách dùng bằng `c --help`."
    assert language.said("") == ""


# As a person sees it


@pytest.fixture
def noi(baonoi: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same command where Vietnamese is spoken."""
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    return baonoi


@pytest.mark.parametrize("command", ["", *app.COMMANDS, "voices try", "config set"])
def test_help_is_in_vietnamese(noi: Run, command: str) -> None:
    run = noi(*command.split(), "--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Cách dùng: ")
    assert "Hiện hướng dẫn này rồi thoát." in run.stdout
    assert not re.search(r"\b(Options|Usage|default|Show|the)\b", run.stdout)


def test_help_is_in_english_where_that_is_asked_for(noi: Run) -> None:
    assert noi("--lang", "en", "--help").stdout.startswith("Usage: ")
    assert noi("--lang", "vi", "config", "set", "language", "en").returncode == 0
    assert noi("read", "--help").stdout.startswith("Usage: ")
    assert noi("--lang", "vi", "read", "--help").stdout.startswith("Cách dùng: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "Cách dùng"),
        ("red", "baonoi: Không có lệnh 'red'. Có phải ý bạn là 'read'?"),
        ("xyz", "baonoi: Không có lệnh 'xyz'."),
        ("read --sped 2 x", "baonoi: Không có tùy chọn --sped. Có phải ý bạn là --speed?"),
        ("read", "baonoi: Thiếu đối số 'NGUỒN...'."),
        ("read --speed", "baonoi: Tùy chọn '--speed' cần một giá trị."),
        ("read --speed 9 x", "baonoi: Giá trị của '--speed' không hợp lệ: 9.0 nằm ngoài"),
        (
            "read --quality x x",
            "baonoi: Giá trị của '--quality' không hợp lệ: 'x' không phải là số",
        ),
        ("doctor x", "baonoi: Thừa đối số (x)"),
    ],
)
def test_a_wrong_command_line_is_told_in_vietnamese(noi: Run, arguments: str, told: str) -> None:
    run = noi(*arguments.split())
    lines = (run.stderr or run.stdout).splitlines()
    assert lines[0].startswith(told)
    if arguments:
        assert run.returncode == 2
        assert lines[1].startswith("  Xem ")


def test_a_program_reads_the_same_in_every_language(
    baonoi: Run, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = (
        "clean --json",
        "explain --json",
        "-vv clean --spoken",
        "config show --json",
        "voices --json",
    )
    said = {}
    for spoken in ("en", "vi"):
        monkeypatch.setenv("BAONOI_LANG", spoken)
        runs = [
            baonoi(*order.split(), *([story] if "clean" in order or "explain" in order else []))
            for order in orders
        ]
        said[spoken] = [
            re.sub(rf'"{spoken}"', "", run.stdout + re.sub(r"\d+(\.\d+)? m?s", "", run.stderr))
            for run in runs
        ]
    assert said["en"] == said["vi"]


def test_tables_are_in_vietnamese(noi: Run, story: Path) -> None:
    story.write_text(
        f"Trang chủ | Thời sự | Kinh tế\n{story.read_text(encoding='utf-8')}", encoding="utf-8"
    )
    explained = noi("explain", story, "--offline").stdout
    assert "Đã cắt: không thuộc bài" in explained
    for word in ("lý do", "trình đơn của trang", "căn cứ", "ngày tháng", "1,00"):
        assert word in explained, word
    assert noi("clean", story).stdout.splitlines()[2].startswith("ngày giờ")
    assert "không được dùng mạng" in noi("voices").stdout
    assert re.match(r"0 đoạn đã đọc \(0,0 MB\)", noi("cache").stdout)
    assert re.search("^speed .*mặc định$", noi("config").stdout, re.MULTILINE)
    assert "giọng nam-minh: không được dùng mạng" in noi("doctor").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("read khong-co.txt", "Không có tệp khong-co.txt"),
        ("read --voice ai-do x", "Không có giọng nào tên 'ai-do'."),
        ("read --voice nam-minh x", "Không dùng được giọng nam-minh: không được dùng mạng."),
        ("read -o x.abc khong-co.txt", "Không có tệp khong-co.txt"),
        ("clean .", ". là thư mục."),
        ("clean http://127.0.0.1:1/", "127.0.0.1 là máy này hoặc nằm trong mạng nội bộ."),
        (
            "config set speed 9",
            "baonoi config set: Không giọng nào đọc được ở 9 lần tốc độ thường.",
        ),
        ("--log khong/co read x", "Không ghi được khong/co: không có tệp hay thư mục ấy."),
    ],
)
def test_errors_are_told_in_vietnamese(noi: Run, arguments: str, told: str) -> None:
    first, second = noi(*arguments.split()).stderr.splitlines()
    assert first == f"baonoi: {told}"
    assert second.startswith("  ")


def test_a_comma_is_as_good_as_a_point(noi: Run) -> None:
    assert noi("config", "set", "speed", "1,5").returncode == 0
    told = noi("read", "--loudness", "-16,5", "--speed", "0,5", "khong-co.txt").stderr
    assert "Không có tệp" in told


def test_an_unknown_language_is_told(noi: Run) -> None:
    run = noi("config", "set", "language", "fr")
    assert run.returncode == 2
    assert run.stderr.splitlines()[1] == "  Hãy chọn một trong: vi, en."


def test_nothing_is_read_for_english_and_one_file_for_vietnamese(baonoi: Run) -> None:
    code = """if True:
    import sys
    opened = []
    sys.addaudithook(lambda name, told: opened.append(str(told[0])) if name == "open" else None)
    from baonoi.cli.start import main
    sys.argv = ["baonoi", "--help"]
    try:
        main()
    finally:
        print([name.rpartition("/")[2] for name in opened if "locale/" in name], file=sys.stderr)
    """
    for spoken, files in (("en", "[]"), ("vi", "['baonoi.mo']")):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "BAONOI_LANG": spoken},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stderr.strip() == files
