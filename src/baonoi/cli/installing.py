"""How what is missing is installed here: in the environment that runs this very command.

A clone, pipx and uv each keep environments of their own, and an index need not have ``baonoi``: so
the packages themselves are named, and the command that reaches this environment.
"""

from __future__ import annotations

import re
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

EXTRA = re.compile(r"pip install 'baonoi\[([a-z-]+)\]'")
"""How the table of hints writes it."""
_OF_EXTRA = re.compile(r"([^;]+?)\s*;\s*(?:(.+) and )?extra\s*==\s*['\"]([a-z-]+)['\"]\s*")


def adapted(hint: str) -> str:
    """A hint whose ``pip install 'baonoi[EXTRA]'`` is the command that does it here."""
    return EXTRA.sub(lambda match: install_command(packages(match[1])) or match[0], hint)


def packages(extra: str) -> list[str]:
    """What an extra stands for, as requirements; nothing where it is not known."""
    from importlib.metadata import PackageNotFoundError, requires  # slow, and seldom needed

    try:
        listed = requires("baonoi") or []
    except PackageNotFoundError:
        return []
    return [
        match[1].replace(" ", "")
        for each in listed
        if (match := _OF_EXTRA.fullmatch(each)) and match[3] == extra
    ]


def install_command(requirements: list[str], *options: str) -> str:
    """The line of a shell that installs packages into this environment; empty for none."""
    if not requirements:
        return ""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        extra = [f"--pip-args={' '.join(options)}"] if options else []
        return shlex.join(["pipx", "inject", "baonoi", *extra, *requirements])
    if find_spec("pip") is None:  # as in environments that uv made
        return shlex.join(
            ["uv", "pip", "install", "--python", sys.executable, *options, *requirements]
        )
    return shlex.join([sys.executable, "-m", "pip", "install", *options, *requirements])
