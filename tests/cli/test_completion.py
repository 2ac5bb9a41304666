"""What a shell is offered, asked as click's scripts for bash ask: by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from baonoi.cli.app import COMMANDS, baonoi
from baonoi.encode import HOMES
from baonoi.reading.options import PARTS
from baonoi.reading.settings import SETTINGS
from baonoi.voices import GENDERS, Installable
from baonoi.voices.registry import BUILT_IN, Loaded, installed

NAMED_AS_INSTALLED = "import sys; sys.argv[0] = 'baonoi'; from baonoi.cli.start import main; main()"
VOICES = {each.name for one in installed() if isinstance(one, Loaded) for each in one.voices}


def asked(line: str, where: Path, shell: str = "bash", before: str = "") -> list[str]:
    """What is offered for the last word of a line; nothing else may be written or made."""
    process = subprocess.run(
        [sys.executable, "-c", before + NAMED_AS_INSTALLED],
        cwd=where,
        env={
            **os.environ,
            "_BAONOI_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert process.returncode == 0
    assert process.stderr == ""
    return process.stdout.splitlines()


def offered(line: str, where: Path) -> set[str]:
    """The words, where no files are offered."""
    kinds = [each.partition(",") for each in asked(line, where) if each]
    assert {kind for kind, _, _ in kinds} <= {"plain"}
    return {word for _, _, word in kinds}


def test_commands_and_options(tmp_path: Path) -> None:
    assert offered("baonoi ", tmp_path) == set(COMMANDS)
    assert offered("baonoi con", tmp_path) == {"config"}
    assert offered("baonoi config ", tmp_path) == {"show", "path", "set", "unset"}
    assert {"--voice", "--simulate-male", "--help"} <= offered("baonoi read --", tmp_path)
    assert offered("baonoi embed --theme ", tmp_path) == {"auto", "light", "dark"}


@pytest.mark.parametrize("line", ["read --voice ", "read --voice=", "voices try "])
def test_voices_by_every_name_they_have(line: str, tmp_path: Path) -> None:
    assert offered(f"baonoi {line}", tmp_path) == {*GENDERS, *BUILT_IN, *VOICES}


def test_a_voice_that_is_begun_or_lies_in_a_file(tmp_path: Path) -> None:
    begun = offered("baonoi read --voice na", tmp_path)
    assert begun == {each for each in {*GENDERS, *VOICES} if each.startswith("na")} >= {"nam"}
    assert asked("baonoi read --voice ./x", tmp_path) == ["file,./x"]


def test_a_voice_says_who_it_is_where_the_shell_shows_it(tmp_path: Path) -> None:
    kind, name, label = asked("baonoi read --voice hoai", tmp_path, "zsh")
    assert (kind, name) == ("plain", "hoai-my")
    assert "Hoài My" in label


def test_voices_to_install_are_those_that_need_files(tmp_path: Path) -> None:
    found = (each for each in installed() if isinstance(each, Loaded))
    able = {
        voice.name
        for each in found
        if isinstance(each.engine, Installable)
        for voice in each.voices
    }
    assert offered("baonoi voices install ", tmp_path) == able != VOICES


def test_engines_by_every_name(tmp_path: Path) -> None:
    assert offered("baonoi read --engine ", tmp_path) == {*BUILT_IN, "google"}


def test_what_can_be_settled(tmp_path: Path) -> None:
    names = {setting.name for setting in SETTINGS}
    assert offered("baonoi config set ", tmp_path) == names
    assert offered("baonoi config unset l", tmp_path) == {"loudness", "lexicon", "language"}
    assert offered("baonoi config set offline ", tmp_path) == {"true", "false"}
    assert offered("baonoi config set language ", tmp_path) == {"en", "vi"}
    assert offered("baonoi config set voice nam nu", tmp_path) == {"nu"}
    assert "64" in offered("baonoi config set bitrate ", tmp_path)
    assert offered("baonoi config set speed ", tmp_path) == set()
    assert asked("baonoi config set directory ", tmp_path) == ["dir,"]


def test_endings_in_which_sound_is_written(tmp_path: Path) -> None:
    assert offered("baonoi read -o bai.", tmp_path) == {f"bai{each}" for each in HOMES}
    assert offered("baonoi read -o b.x/bai.M", tmp_path) == {
        *("b.x/bai.mp3", "b.x/bai.m4a", "b.x/bai.m4b")
    }
    for name in ("bai", "bai.mp3", "bai.doc", "..", "../", "b.x/"):
        assert asked(f"baonoi read -o {name}", tmp_path) == [f"file,{name}"]


def test_parts_that_are_not_named_yet(tmp_path: Path) -> None:
    assert offered("baonoi read --without ", tmp_path) == set(PARTS)
    left = offered("baonoi explain --without date,byline,", tmp_path)
    assert left == {f"date,byline,{each}" for each in set(PARTS) - {"date", "byline"}}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("read ", "file"),
        ("read a.txt b", "file"),
        ("read --lexicon ", "file"),
        ("read --cover ", "file"),
        ("read -d ", "dir"),
        ("clean ", "file"),
        ("normalize ", "file"),
        ("explain ", "file"),
        ("embed ", "dir"),
        ("feed ", "dir"),
        ("feed -o ", "file"),
        ("--log ", "file"),
    ],
)
def test_files_and_folders_are_left_to_the_shell(line: str, kind: str, tmp_path: Path) -> None:
    assert asked(f"baonoi {line}", tmp_path) == [f"{kind},{line.rpartition(' ')[2]}"]


def test_every_name_of_a_file_is_completed() -> None:
    def all_below(command: click.Command) -> list[click.Command]:
        below = command.commands.values() if isinstance(command, click.Group) else ()
        return [command, *(each for one in below for each in all_below(one))]

    context = click.Context(baonoi)
    commands = [baonoi]
    for name in COMMANDS:
        commands += all_below(baonoi.get_command(context, name))  # type: ignore[arg-type]  # it is there
    seen = 0
    for command in commands:
        for parameter in command.params:
            if parameter.metavar in ("FILE", "DIR", "SOURCE...") or parameter.name == "source":
                (item, *_) = parameter.shell_complete(context, "x")
                assert item.type in ("file", "dir"), (command.name, parameter.name)
                seen += 1
    assert seen > 10


@pytest.mark.parametrize(
    "line", ["rea ", "https://bao.example ", "-v --log ghi.txt read --voice n", "read --loud x "]
)
def test_a_line_that_cannot_run_is_completed_in_silence(line: str, tmp_path: Path) -> None:
    asked(f"baonoi {line}", tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_engines_write_and_a_broken_file_of_settings_hinder_nothing(tmp_path: Path) -> None:
    Path(os.environ["BAONOI_CONFIG"]).write_text("voice = [", encoding="utf-8")
    loud = (
        "import baonoi.voices.google as g, sys\n"
        "class Loud(g.GoogleEngine):\n"
        "    def voices(self):\n"
        "        print('hello'); print('oh', file=sys.stderr)\n"
        "        return super().voices()\n"
        "g.GoogleEngine = Loud\n"
    )
    told = asked("baonoi read --voice goo", tmp_path, before=loud)
    assert told == ["plain,google"]


def test_no_library_of_an_engine_is_imported_for_its_voices() -> None:
    code = (
        "import sys\nfrom baonoi.cli import completion as c\nc.voices(None, None, '')\n"
        "print(*{'numpy', 'gtts', 'edge_tts', 'aiohttp', 'piper', 'onnxruntime', 'vieneu', "
        "'requests', 'huggingface_hub'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert told.split() == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path) -> None:
    environment = {**os.environ, "_BAONOI_COMPLETE": f"{shell}_source"}
    process = subprocess.run(
        [sys.executable, "-c", NAMED_AS_INSTALLED],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert f"_BAONOI_COMPLETE={shell}_complete" in process.stdout
