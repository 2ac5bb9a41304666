"""What a build of the wheel makes first, an editable one too: the compiled catalogues."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is not used
    """Compiles each .po into the .mo beside it, which the wheel takes along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them."""
        module = runpy.run_path(str(Path(self.root) / "src/baonoi/cli/po.py"))
        for path in module["compile_all"]():
            build_data["artifacts"].append(path.relative_to(self.root).as_posix())
