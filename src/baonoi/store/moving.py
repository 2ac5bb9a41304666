"""Files that take their places together: all of them, or those that were there before."""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOVING = ".moving"
"""The file that tells where the folder beside it belongs, from when it is whole to the end."""
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Move:
    """A folder whose files go to another one."""

    made: Path
    """In a work folder: all that shall be there, whole."""
    to: Path
    """In or below the folder that the work folder is in."""
    last: str
    """Name of the file that is the sign that all is there: taken away first, it comes last."""

    def begin(self) -> None:
        """Move; should this run be killed, a later one does the rest.

        Raises:
            OSError: something cannot be moved; what was there before is there again.
        """
        work = self.made.parent
        target = self.to.absolute().relative_to(work.parent.absolute()).parts
        told = {"made": self.made.name, "to": list(target), "last": self.last}
        (work / MOVING).write_text(json.dumps(told), encoding="utf-8")
        try:
            self.run()
        except BaseException:
            (work / MOVING).unlink(missing_ok=True)
            raise

    def run(self) -> None:
        """Move what is not moved yet.

        Raises:
            OSError: something cannot be moved; what was there before is there again.
        """
        if not self.to.exists():
            self.to.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # somebody else may have made it meanwhile
                self.made.rename(self.to)
                return
        self.to.mkdir(parents=True, exist_ok=True)
        earlier = _Earlier(Path(tempfile.mkdtemp(dir=self.made.parent)))
        names = [each.name for each in self.made.iterdir()]
        names.sort(key=lambda name: (name == self.last, name))
        try:
            earlier.take(self.to / self.last)
            for name in names:
                self._place(name, earlier)
        except BaseException:
            undone = [self._undo(name, earlier) for name in names if name != self.last]
            if all(undone):
                self._undo(self.last, earlier)
            raise

    def _place(self, name: str, earlier: _Earlier) -> None:
        """Put a file or folder in its place; runs beside this one may do the same."""
        for attempt in range(_ATTEMPTS):
            earlier.take(self.to / name)
            try:
                (self.made / name).replace(self.to / name)
            except OSError:
                if attempt == _ATTEMPTS - 1 or not (self.made / name).exists():
                    raise
                time.sleep(0.01)
            else:
                return

    def _undo(self, name: str, earlier: _Earlier) -> bool:
        """Put what was there before in its place again; whether that went well."""
        try:
            if not (self.made / name).exists() and (self.to / name).exists():
                (self.to / name).replace(self.made / name)
            earlier.give_back(self.to / name)
        except OSError:
            return False
        return True


class _Earlier:
    """What was there before, put away until all is in its place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: dict[Path, Path] = {}

    def take(self, path: Path) -> None:
        """Put a file or folder away, if there is one."""
        kept = self._folder / path.name
        if path in self._taken:  # then this one is of a run beside this
            kept = Path(tempfile.mkdtemp(dir=self._folder)) / path.name
        else:
            self._taken[path] = kept
        with suppress(FileNotFoundError):
            path.replace(kept)

    def give_back(self, path: Path) -> None:
        """Put it back where it was."""
        kept = self._taken.get(path)
        if kept is not None and kept.exists():
            kept.replace(path)


def finish(work: Path) -> None:
    """Do the rest of a move that was begun in a work folder, if one was.

    Raises:
        OSError: something cannot be moved.
    """
    try:
        told = json.loads((work / MOVING).read_text(encoding="utf-8"))
        made, last = work / told["made"], str(told["last"])
        to = work.parent.joinpath(*told["to"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return
    inside = made.parent == work and to.is_relative_to(work.parent) and ".." not in to.parts
    if inside and made.is_dir() and any(made.iterdir()):
        Move(made, to, last).run()
