"""``python -m baonoi``."""

from baonoi.cli.app import main

if __name__ == "__main__":
    main()
