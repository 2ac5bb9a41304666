"""What stands beside the shelf so that a phone can install it and listen without a network."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

from baonoi.publish.library import PAGE
from baonoi.publish.page.template import ICON, static
from baonoi.store.files import whole_file, writing

WORKER = "bao-noi-worker.js"
WEB_MANIFEST = "bao-noi.webmanifest"
PICTURE = "bao-noi.svg"


def write_offline(directory: Path) -> None:
    """Write the service worker, the web manifest and its picture into the shelf's folder.

    Raises:
        OutputError: one of them cannot be written.
    """
    for name, text in installable().items():
        path = directory / name
        with writing(path, "index-unwritable"), whole_file(path) as file:
            file.write(text.encode("utf-8"))


def installable(share: str | None = None) -> dict[str, str]:
    """The text of each of those files.

    Args:
        share: where a server takes what other programs of a phone share; None where it cannot.
    """
    return {
        WORKER: static("worker.js"),
        WEB_MANIFEST: json.dumps(_manifest(share), ensure_ascii=False, indent=1),
        PICTURE: unquote(ICON.partition(",")[2]),
    }


def _manifest(share: str | None) -> dict[str, object]:
    """A web application manifest, as the W3C describes it; addresses are relative to it."""
    target = {"title": "title", "text": "text", "url": "url"}
    taken = {} if share is None else {"share_target": {"action": share, "params": target}}
    return {
        **taken,
        "name": "Báo Nói",
        "short_name": "Báo Nói",
        "description": "Các bài để nghe",
        "lang": "vi",
        "start_url": PAGE,
        "scope": "./",
        "display": "standalone",
        "background_color": "#fffefb",
        "theme_color": "#a5151f",
        "icons": [{"src": PICTURE, "sizes": "any", "type": "image/svg+xml"}],
    }
