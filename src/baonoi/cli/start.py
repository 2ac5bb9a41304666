"""Where the process begins: signals are heard first, and all that takes time is imported after."""

from __future__ import annotations

import os
from typing import NoReturn

from baonoi.common import stopping


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    stopping.listen()
    try:
        from baonoi.cli.app import run

        run()
    except KeyboardInterrupt:
        stopping.tell()
        os._exit(stopping.STATUS)  # what still runs is a daemon's: nobody waits for it


if __name__ == "__main__":
    main()
