"""Where the process begins: signals are heard first, and all that takes time is imported after."""

from __future__ import annotations

from typing import NoReturn

from baonoi.common import stopping


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    try:
        stopping.listen()
        from baonoi.cli.app import main as run

        run()
    except KeyboardInterrupt:
        stopping.end()
    except RuntimeError as error:
        # Python before 3.12 wraps whatever strikes while a class names its attributes.
        if isinstance(error.__cause__, KeyboardInterrupt):
            stopping.end()
        raise


if __name__ == "__main__":
    main()
