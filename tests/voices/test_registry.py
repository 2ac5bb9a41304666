"""Engines of other packages that fail: told of in one line, and no hindrance to the others."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from baonoi.cli.app import baonoi
from baonoi.errors import UsageError, VoiceError
from baonoi.voices import Host, choose
from baonoi.voices.registry import BUILT_IN, Broken, Loaded, installed

WORKING = """
from baonoi.model import Voice
from baonoi.voices import Availability
class Engine:
    name, version, at_once, online = "NAME", "1", 1, False
    def voices(self):
        return [Voice("NAME-an", "Giọng nam (An)", "NAME", "male")]
    def availability(self, voice):
        return Availability(True)
    def close(self):
        pass
"""
BAD = {
    "khong_nhap": ("import khong_co_thu_vien_nay", "No module named 'khong_co_thu_vien_nay'"),
    "sai_cu_phap": ("class Engine(:", "SyntaxError"),
    "bo_ve": ("import sys\nsys.exit('het\\ntien')", "SystemExit: het tien"),
    "khong_lop": ("", "has no attribute 'Engine'"),
    "khong_dung": ("class Engine:\n def __init__(self): raise OSError('hỏng')", "OSError: hỏng"),
    "khong_giong": (WORKING.replace("return [", "raise LookupError; ["), "LookupError"),
    "khong_phai_giong": (WORKING.replace("return [", "return ['An']; ["), "TypeError"),
    "vo_danh": (WORKING.replace('"NAME", "1"', 'None, "1"'), "TypeError"),
}
"""Modules, and what is to be read of them."""

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a package beside ours, as an installer does."""

    def put(name: str, code: str) -> None:
        monkeypatch.delitem(sys.modules, name, raising=False)
        (tmp_path / f"{name}.py").write_text(code.replace("NAME", name), encoding="utf-8")
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[baonoi.engines]\n{name} = {name}:Engine\n")

    monkeypatch.syspath_prepend(tmp_path)
    return put


def run(*arguments: str) -> str:
    result = CliRunner().invoke(baonoi, arguments, catch_exceptions=False, standalone_mode=False)
    assert not result.return_value
    return result.output


@pytest.mark.parametrize("name", BAD)
def test_one_that_fails_is_one_line(name: str, install: Install) -> None:
    code, reason = BAD[name]
    before = {command: run(command).splitlines() for command in ("voices", "doctor")}
    install(name, code)
    for command, lines in before.items():
        (more,) = set(run(command).splitlines()) - set(lines)
        assert f"engine {name} cannot be used: " in more
        assert reason in more
    (broken,) = json.loads(run("voices", "--json"))["broken"]
    assert broken["engine"] == name
    assert reason in broken["reason"]


def test_the_others_are_there(install: Install) -> None:
    install("khong_nhap", BAD["khong_nhap"][0])
    install("noi_duoc", WORKING)
    found = list(installed())
    assert [each.engine.name for each in found if isinstance(each, Loaded)] == [
        *BUILT_IN,
        "noi_duoc",
    ]
    assert [each.name for each in found if isinstance(each, Broken)] == ["khong_nhap"]
    choice = choose("noi_duoc-an")
    assert choice.spec.engine == "noi_duoc"
    with Host() as host:
        assert host.session(choice.spec).name == "noi_duoc"


def test_whoever_asks_for_its_voice_learns_why_there_is_none(install: Install) -> None:
    install("khong_nhap", BAD["khong_nhap"][0])
    with pytest.raises(UsageError, match="khong_nhap-an") as caught:
        choose("khong_nhap-an")
    assert "khong_co_thu_vien_nay" in caught.value.message


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("raise RuntimeError('x\\ny')", "RuntimeError: x y"),
        ("return self.nothing", "AttributeError"),
    ],
)
def test_one_that_cannot_tell_whether_it_speaks_does_not(
    bad: str, reason: str, install: Install
) -> None:
    install("ngap_ngung", WORKING.replace("return Availability(True)", bad))
    for command in ("voices", "doctor"):
        (line,) = [line for line in run(command).splitlines() if "its engine fails (" in line]
        assert reason in line
    with pytest.raises(VoiceError, match="its engine fails"):
        choose("ngap_ngung")


def test_its_reason_is_not_endless(install: Install) -> None:
    install("dai_dong", f"raise ValueError({'dài ' * 5000!r})")
    (broken,) = [each for each in installed() if isinstance(each, Broken)]
    assert len(broken.reason) == 200
