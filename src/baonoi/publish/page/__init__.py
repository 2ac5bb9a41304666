"""The listening page: a recording, or one article in several voices, as one HTML file."""

from baonoi.publish.page.page import Telling, write_page

__all__ = ["Telling", "write_page"]
