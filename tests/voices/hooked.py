"""``baonoi`` with both online services pointed at loopback: ``python hooked.py read …``.

The addresses come in EDGE_URL and GOOGLE_URL; a library is only imported where its own is given.
With TOOL it is one of the libraries' own command lines that runs.
"""

from __future__ import annotations

import os
import sys

if url := os.environ.get("EDGE_URL"):
    import edge_tts.communicate

    edge_tts.communicate.WSS_URL = url
if base := os.environ.get("GOOGLE_URL"):
    import gtts.tts

    gtts.tts._translate_url = lambda tld="com", path="": f"{base}/{path}"

tool = os.environ.get("TOOL", "baonoi")
sys.argv[0] = tool
if tool == "baonoi":
    from baonoi.cli.app import main
elif tool == "edge-tts":
    from edge_tts.util import main
else:
    from gtts.cli import tts_cli as main
main()
