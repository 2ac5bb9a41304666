"""What a build makes first: the compiled catalogues, and a description that an index can show."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

HOME = "BAONOI_HOME"
"""Names the web address of the repository, for a release: https://host.example/who/baonoi."""
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:|#)([^)\s]+)\)")


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is not used
    """Compiles each .po into the .mo beside it, which the wheel takes along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them."""
        module = runpy.run_path(str(Path(self.root) / "src/baonoi/cli/po.py"))
        for path in module["compile_all"]():
            build_data["artifacts"].append(path.relative_to(self.root).as_posix())


class Description(MetadataHookInterface):
    """README.md and the project's addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Tell them; without the repository's address no link leads nowhere."""
        home = os.environ.get(HOME, "").rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = described(text, home, f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
        metadata["urls"] = urls(home)


def described(text: str, home: str, tag: str) -> str:
    """A document whose links and pictures lead to the repository; without one, only its words."""

    def link(match: re.Match[str]) -> str:
        picture, words, path = match.groups()
        if home:
            return f"{picture}[{words}]({home}/{'raw' if picture else 'blob'}/{tag}/{path})"
        return "" if picture else words

    return _LINK.sub(link, text)


def urls(home: str) -> dict[str, str]:
    """What an index lists beside the description."""
    if not home:
        return {}
    return {
        "Homepage": home,
        "Source": home,
        "Documentation": f"{home}/tree/HEAD/docs",
        "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{home}/issues",
    }
