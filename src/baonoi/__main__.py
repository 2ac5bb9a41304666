"""``python -m baonoi``."""

from baonoi.cli.start import main

if __name__ == "__main__":
    main()
