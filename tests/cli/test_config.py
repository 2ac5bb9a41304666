from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from baonoi.cli.app import baonoi as command
from baonoi.cli.output import complain
from baonoi.errors import BaonoiError
from baonoi.reading.settings import SETTINGS
from baonoi.store import paths


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def shown() -> dict[str, dict[str, object]]:
    report = json.loads(run("config", "show", "--json"))
    assert report["path"] == str(paths.config())
    settings: dict[str, dict[str, object]] = report["settings"]
    return settings


def test_every_setting_is_shown_with_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    run("config", "set", "voice", "nu", "nam")
    monkeypatch.setenv("BAONOI_SPEED", "1.5")
    told = shown()
    assert set(told) == {setting.name for setting in SETTINGS}
    assert told["voice"] == {"value": ["nu", "nam"], "origin": "file", "variable": "BAONOI_VOICE"}
    assert told["speed"]["origin"] == "environment"
    assert told["loudness"]["origin"] == "default"
    lines = run("config").splitlines()
    assert lines[0].split() == ["voice", "nu", "nam", str(paths.config())]
    assert "BAONOI_SPEED" in lines[2]


def test_what_is_set_stays_beside_what_was_there() -> None:
    file = paths.config()
    file.write_text("# nghe khi chạy bộ\nspeed = 1.1\n", encoding="utf-8")
    run("config", "set", "speed", "1.4")
    run("config", "set", "captions", "yes")
    assert file.read_text(encoding="utf-8") == (
        "# nghe khi chạy bộ\nspeed = 1.4\ncaptions = true\n"
    )
    run("config", "unset", "speed")
    assert file.read_text(encoding="utf-8") == "# nghe khi chạy bộ\ncaptions = true\n"
    assert run("config", "path").strip() == str(file)


def test_a_path_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("config", "set", "directory", 'bài "nghe"')
    assert shown()["directory"]["value"] == str(tmp_path / 'bài "nghe"')


@pytest.mark.parametrize(
    "arguments", [("vioce", "nam"), ("speed", "nhanh"), ("bitrate", "63"), ("base-url", "bao.vn")]
)
def test_what_cannot_be_is_refused_and_nothing_written(arguments: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, ["config", "set", *arguments])
    assert isinstance(result.exception, BaonoiError)
    assert complain(result.exception) == 2
    assert not paths.config().exists()


def test_a_value_on_several_lines_is_left_to_an_editor() -> None:
    file = paths.config()
    text = 'voice = [\n  "nu",\n  "nam",\n]\n'
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(command, ["config", "set", "voice", "nam"])
    assert isinstance(result.exception, BaonoiError)
    assert result.exception.code == "setting-on-several-lines"
    assert file.read_text(encoding="utf-8") == text


def test_options_begin_with_what_is_settled() -> None:
    paths.config().write_text(
        'voice = ["nu", "nam"]\nspeed = 1.4\nbitrate = 96\nbase-url = "https://bao.example/n"\n',
        encoding="utf-8",
    )
    text = " ".join(run("read", "--help").split())
    assert "[default: nu, nam]" in text
    assert "[default: 1.4;" in text
    assert "Missing option" not in run("voices", "try", "--help")
    assert "[default: 1.4;" in " ".join(run("voices", "try", "--help").split())


def test_an_option_wins_over_a_variable_and_that_over_the_file(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.config().write_text('directory = "tep"\nvoice = "espeak-nu-bac"\n', encoding="utf-8")

    def read(*arguments: str) -> dict[str, str]:
        told: dict[str, str] = json.loads(run("read", "-q", "--json", str(story), *arguments))
        return told

    told = read()
    assert Path(told["path"]).is_relative_to(tmp_path / "tep")
    assert told["voice"] == "espeak-nu-bac"
    monkeypatch.setenv("BAONOI_DIRECTORY", str(tmp_path / "bien"))
    assert Path(read()["path"]).is_relative_to(tmp_path / "bien")
    told = read("-d", str(tmp_path / "lenh"), "--voice", "espeak-nam-bac")
    assert Path(told["path"]).is_relative_to(tmp_path / "lenh")
    assert told["voice"] == "espeak-nam-bac"


def test_a_broken_file_is_two_lines_and_config_still_runs(baonoi, story: Path) -> None:
    paths.config().write_text("voice = [", encoding="utf-8")
    done = baonoi("clean", str(story))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert str(paths.config()) in done.stderr
    assert baonoi("config", "path").stdout.strip() == str(paths.config())
