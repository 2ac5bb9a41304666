"""A zip archive that may lie about what it holds."""

from __future__ import annotations

import io
import zipfile
import zlib

from baonoi.sources.documents.fault import DocumentError
from baonoi.told import Told

_MAX_MEMBERS = 5000
_MAX_UNPACKED = 40 * 1024 * 1024

_BOMB = DocumentError(Told("unpacks to far more than an article"), "document-bomb")
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Archive:
    """Reads members by name, never more than 40 MB in all. Nothing is ever written to disk."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise DocumentError(Told("is broken")) from None
        if len(self._zip.infolist()) > _MAX_MEMBERS:
            raise _BOMB
        self._room = _MAX_UNPACKED

    @property
    def names(self) -> list[str]:
        """The names of the members."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """One member, unpacked. Raises :class:`DocumentError` when it cannot be."""
        try:
            member = self._zip.getinfo(name)
        except KeyError:
            raise DocumentError(Told("lacks its part {name}", name=name)) from None
        if member.flag_bits & 1:
            raise DocumentError(Told("is locked by a password"), "document-locked")
        if member.file_size > self._room:
            raise _BOMB
        try:
            with self._zip.open(member) as stream:
                data = stream.read(self._room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise DocumentError(Told("is broken")) from None
        self._room -= len(data)
        if self._room < 0:
            raise _BOMB
        return data

    def read_xml(self, name: str) -> bytes:
        """A part that must not declare entities, which no honest one does."""
        data = self.read(name)
        if any(mark in data for mark in _DOCTYPE):
            raise DocumentError(Told("declares entities, as only an attack on its reader does"))
        return data
