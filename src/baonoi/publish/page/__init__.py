"""The listening page: a recording, or one article in several voices, as one HTML file."""

from baonoi.publish.page.page import Rendition, get_ready, write_page

__all__ = ["Rendition", "get_ready", "write_page"]
