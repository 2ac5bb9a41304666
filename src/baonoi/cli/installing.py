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

_OWN = re.compile(r"baonoi\[([a-z,-]+)\]")
_NAME = re.compile(r"[A-Za-z0-9._-]*")


def adapted(hint: str) -> str:
    """A hint whose ``pip install 'baonoi[EXTRA]'`` is the command that does it here."""
    return EXTRA.sub(lambda match: install_command(packages(match[1])) or match[0], hint)


def packages(extra: str = "") -> list[str]:
    """What an extra stands for, or what is needed without any, as requirements.

    Nothing where it is not known. What is needed on some systems alone is left out.
    """
    from importlib.metadata import PackageNotFoundError, requires  # slow, and seldom needed

    try:
        listed = requires("baonoi") or []
    except PackageNotFoundError:
        return []
    if not extra:
        return [each.replace(" ", "") for each in listed if ";" not in each]
    return [
        match[1].replace(" ", "")
        for each in listed
        if (match := _OF_EXTRA.fullmatch(each)) and match[3] == extra
    ]


def extras() -> list[str]:
    """Every extra there is."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        return metadata("baonoi").get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return []


def missing(requirements: list[str]) -> list[str]:
    """Those of which no version is installed; of an extra's own extras, all that they stand for."""
    from importlib.metadata import PackageNotFoundError, version

    absent = []
    for each in requirements:
        own = _OWN.fullmatch(each)
        if own is not None:
            absent += [one for name in own[1].split(",") for one in missing(packages(name))]
            continue
        try:
            version(name_of(each))
        except PackageNotFoundError:
            absent.append(each)
    return absent


def name_of(requirement: str) -> str:
    """Of a package, without its version."""
    return _NAME.match(requirement)[0]  # type: ignore[index]  # every requirement begins with one


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
