"""Work folders are gone at the end; those of the dead go with the next run, no others do."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from baonoi.store import paths, work
from baonoi.store.work import OWNER, sweep, sweep_in, work_file, work_folder

WORKER = """
import sys, time
from pathlib import Path
from baonoi.store.work import work_folder
within = Path(sys.argv[1]) if sys.argv[1] else None
with work_folder(within, [Path(each) for each in sys.argv[2:]]) as folder:
    (folder / "deep").mkdir()
    (folder / "deep" / "half").write_bytes(b"half")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)


def killed(within: Path | None, *new: Path) -> Path:
    """The folder of a run that was killed."""
    with worker(within, *new) as process:
        folder = Path(line_of(process))
        process.kill()
    assert (folder / "deep" / "half").is_file()
    return folder


def worker(within: Path | None, *new: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(within or ""), *map(str, new)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("beside", [True, False])
def test_it_is_gone_at_the_end(tmp_path: Path, beside: bool) -> None:
    with work_folder(tmp_path if beside else None) as folder:
        assert folder.parent == (tmp_path if beside else tmp_path / "tmp")
        (folder / "deep").mkdir()
        (folder / "deep" / "half").write_bytes(b"half")
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert list(paths.notes().glob("*")) == []


@pytest.mark.parametrize("place", ["beside", "temporary", "cache"])
def test_that_of_the_dead_goes_wherever_it_is(tmp_path: Path, place: str) -> None:
    paths.private(paths.cache())
    where = {"beside": tmp_path, "temporary": None, "cache": paths.cache()}[place]
    folder = killed(where)
    with work_folder(tmp_path) as mine, work_folder() as other:
        sweep()
        assert mine.is_dir()
        assert other.is_dir()
    assert not folder.exists()
    assert list(paths.notes().glob("*")) == []


def test_that_of_the_living_stays(tmp_path: Path) -> None:
    with worker(tmp_path) as beside, worker(None) as temporary:
        folders = [Path(line_of(each)) for each in (beside, temporary)]
        sweep()
        sweep_in(tmp_path)
        assert all((folder / "deep" / "half").is_file() for folder in folders)
        beside.kill()
        temporary.kill()
    sweep()
    assert not any(folder.exists() for folder in folders)


def test_folders_that_were_made_for_it_go_too(tmp_path: Path) -> None:
    new = [tmp_path / "new" / "a", tmp_path / "new"]
    new[0].mkdir(parents=True)
    killed(new[0], *new)
    sweep()
    assert not (tmp_path / "new").exists()
    new[0].mkdir(parents=True)
    killed(new[0], *new)
    (tmp_path / "new" / "own.txt").write_bytes(b"mine")
    sweep()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["own.txt"]


def test_what_is_somebody_elses_stays(tmp_path: Path) -> None:
    own = tmp_path / "tmp" / "baonoi-notes"
    own.mkdir()
    (own / "own.txt").write_bytes(b"mine")
    link = tmp_path / "tmp" / "baonoi-link"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / OWNER).write_bytes(b"[]")
    link.symlink_to(elsewhere)
    (tmp_path / "tmp" / "baonoi-file").write_bytes(b"mine")
    sweep()
    assert (own / "own.txt").is_file()
    assert (elsewhere / OWNER).is_file()
    assert (tmp_path / "tmp" / "baonoi-file").is_file()


def test_a_note_leads_to_nothing_else(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / OWNER).write_bytes(b"[]")
    paths.private(paths.notes())
    for name, told in (("a", str(own)), ("b", "\0"), ("c", ""), ("d", str(tmp_path / "gone"))):
        (paths.notes() / name).write_text(told, encoding="utf-8")
    (paths.notes() / "e").write_bytes(b"\xff\xfe")
    sweep()
    assert (own / OWNER).is_file()
    assert not (paths.notes() / "d").exists()


@pytest.mark.parametrize("told", [b"", b"{", b"[" * 60_000, b"5", b"[5]"])
def test_an_owner_that_tells_nothing(tmp_path: Path, told: bytes) -> None:
    folder = killed(tmp_path)
    (folder / OWNER).write_bytes(told)
    sweep()
    assert not folder.exists()


def test_one_that_was_killed_before_it_was_locked(tmp_path: Path) -> None:
    """Its name tells that it is ours: nobody else's folder goes, however empty."""
    ours, full, other = (
        tmp_path / name
        for name in (".making-0123456789abcdef", ".making-fedcba9876543210", ".making-y")
    )
    for folder in (ours, full, other):
        folder.mkdir()
    (full / "own.txt").write_bytes(b"mine")
    sweep_in(tmp_path)
    assert not ours.exists()
    assert full.exists()
    assert other.exists()


def test_a_move_that_was_begun_is_finished(tmp_path: Path) -> None:
    folder = killed(tmp_path)
    (folder / "made").mkdir()
    (folder / "made" / "a.mp3").write_bytes(b"a")
    told = '{"made": "made", "to": ["bai"], "last": "end"}'
    (folder / ".moving").write_text(told, encoding="utf-8")
    sweep()
    assert [path.name for path in (tmp_path / "bai").iterdir()] == ["a.mp3"]
    assert not folder.exists()


def test_sweepers_and_workers_side_by_side(tmp_path: Path) -> None:
    """No folder goes while somebody works in it, however many sweep meanwhile."""
    lost: list[Path] = []
    done = threading.Event()

    def work() -> None:
        for _ in range(100):
            with work_folder(tmp_path) as folder:
                (folder / "half").write_bytes(b"half")
                if not (folder / "half").is_file():
                    lost.append(folder)

    def clear() -> None:
        while not done.is_set():
            sweep_in(tmp_path)

    workers = [threading.Thread(target=work) for _ in range(3)]
    sweepers = [threading.Thread(target=clear) for _ in range(2)]
    for thread in workers + sweepers:
        thread.start()
    for thread in workers:
        thread.join()
    done.set()
    for thread in sweepers:
        thread.join()
    assert lost == []
    assert not list(tmp_path.glob(".making-*"))


@pytest.mark.skipif(os.name == "nt", reason="nothing that is open is removed there")
def test_the_lock_is_given_up_only_when_its_file_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or another who has it open would get the lock of a folder that is about to go."""
    close, seen = os.close, []
    with work_folder(tmp_path) as folder:

        def watched(descriptor: int) -> None:
            seen.append((folder / OWNER).exists())
            close(descriptor)

        monkeypatch.setattr("baonoi.store.work.os.close", watched)
    monkeypatch.undo()
    assert not any(seen)


def test_nothing_is_left_where_no_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, *given: object, **named: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "open", fail)
    place = tmp_path / "out"
    place.mkdir()
    with pytest.raises(OSError, match="read-only"), work_folder(place):
        pass
    assert not list(place.iterdir())


def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("baonoi.store.lock._lock", none)
    with work_folder(tmp_path) as folder:
        sweep_in(tmp_path)
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs SIGHUP")
@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_is_closed(tmp_path: Path, ignored: bool) -> None:
    """The command cleans up behind itself; under nohup it goes on."""
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        f"signal.signal(signal.SIGHUP, signal.{'SIG_IGN' if ignored else 'SIG_DFL'})\n"
        "from baonoi.cli import app, cache\n"
        "from baonoi.store.work import work_folder\n"
        "def show():\n"
        f"    with work_folder(Path({str(tmp_path)!r})):\n"
        "        os.kill(os.getpid(), signal.SIGHUP)\n"
        "        print('went on')\n"
        "cache.show.callback = show\n"
        "sys.argv = ['baonoi', 'cache', 'show']\n"
        "app.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False
    )
    assert (done.returncode, done.stdout) == ((0, "went on\n") if ignored else (130, ""))
    assert not list(tmp_path.glob(".making-*"))


DYING = """
import os, shutil, sys
from pathlib import Path
from baonoi.store import work

def die(*arguments, **options):
    os.kill(os.getpid(), 9)

class Dying:
    def __getattr__(self, name):
        return die if name == sys.argv[2] else getattr(os, name)

if sys.argv[2] == "mkdir":
    mkdir = Path.mkdir
    Path.mkdir = lambda path, *more, **named: (
        die() if ".making-" in path.name else mkdir(path, *more, **named)
    )
elif sys.argv[2] == "rmtree":
    shutil.rmtree = die
else:
    work.os = Dying()
with work.work_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_bytes(b"half")
    (folder / "deep").mkdir()
"""


@pytest.mark.skipif(os.name == "nt", reason="other signals there")
@pytest.mark.parametrize("step", ["mkdir", "open", "write", "rmtree", "close"])
def test_killed_at_its_beginning_and_at_its_end(tmp_path: Path, step: str) -> None:
    paths.private(paths.notes())
    ended = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), step], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(list(paths.notes().iterdir())) == 1
    sweep()
    assert list(tmp_path.glob(".making-*")) == []
    assert list(paths.notes().iterdir()) == []


WRITER = """
import sys, time
from pathlib import Path
from baonoi.store.work import work_file
cache = Path(sys.argv[1])
with work_file(cache, cache / "thing") as file:
    file.write(b"half")
    file.flush()
    print(next(cache.glob(".making-*")), flush=True)
    time.sleep(600)
"""


def test_a_file_takes_its_name_or_is_gone(tmp_path: Path) -> None:
    with work_file(tmp_path, tmp_path / "thing") as file:
        file.write(b"whole")
        assert not (tmp_path / "thing").exists()
        sweep_in(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["thing"]
    assert (tmp_path / "thing").read_bytes() == b"whole"
    with suppress(ZeroDivisionError), work_file(tmp_path, tmp_path / "thing") as file:
        file.write(bytes(1 // 0))
    assert (tmp_path / "thing").read_bytes() == b"whole"
    with pytest.raises(OSError), work_file(tmp_path, tmp_path / "none" / "thing"):  # noqa: PT011
        pass
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["thing"]


def test_the_file_of_the_dead_goes_and_that_of_the_living_stays() -> None:
    cache = paths.cache()
    paths.private(cache)
    command = [sys.executable, "-c", WRITER, str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        file = Path(line_of(process))
        sweep()
        assert file.read_bytes() == b"half"
        process.kill()
    sweep()
    assert not file.exists()


def test_a_file_that_a_sweep_took_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its lock it looks like a dead run's."""
    looked: list[str | os.PathLike[str]] = []

    def swept_once(descriptor: int, path: str | os.PathLike[str]) -> bool:
        looked.append(path)
        if len(looked) == 1:
            Path(path).unlink()
        return same_file(descriptor, path)

    same_file = work.same_file
    monkeypatch.setattr(work, "same_file", swept_once)
    with work_file(tmp_path, tmp_path / "thing") as file:
        file.write(b"whole")
    assert len(looked) == 2
    assert (tmp_path / "thing").read_bytes() == b"whole"


def test_without_locks_a_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(work, "locked", no_locks)
    with work_file(tmp_path, tmp_path / "thing") as file:
        file.write(b"whole")
        sweep_in(tmp_path)
    assert (tmp_path / "thing").read_bytes() == b"whole"
