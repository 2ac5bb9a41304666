"""The listening page: a recording, or one article in several voices, as one HTML file."""

from baonoi.publish.page.page import Rendition, write_page

__all__ = ["Rendition", "write_page"]
