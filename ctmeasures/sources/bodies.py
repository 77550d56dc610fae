"""The bytes of an answer, unpacked as they come, and never more of them than may be."""

import zlib

_GZIP = 31  # window bits of zlib for gzip


class TooLarge(Exception):
    """An answer that has more bytes than may be, packed or unpacked."""


class Undecodable(Exception):
    """An answer that is packed otherwise than was asked for, or damaged; the message says which."""


class Inflated:
    """Unpacks an answer piece by piece: as it is, or gzip, of which one member is read."""

    def __init__(self, coding: str, size: int) -> None:
        """Raise Undecodable for any other coding, also several: what is packed twice can grow a millionfold."""
        named = coding.strip().lower()
        if named not in ("", "identity", "gzip", "x-gzip"):
            raise Undecodable("a coding that was not asked for")
        self._packed = zlib.decompressobj(_GZIP) if named.endswith("gzip") else None
        self._left = size  # bytes that may still come
        self._came = False

    def more(self, piece: bytes) -> bytes:
        """Return what a piece says; raise TooLarge or Undecodable."""
        self._came = self._came or bool(piece)
        if self._packed is not None:
            try:
                piece = self._packed.decompress(piece, self._left + 1)
            except zlib.error:
                raise Undecodable("damaged gzip") from None
        if len(piece) > self._left:
            raise TooLarge
        self._left -= len(piece)
        return piece

    def end(self) -> bytes:
        """Return nothing; raise Undecodable where something is missing or stands behind the end."""
        if self._packed is not None and self._came and (not self._packed.eof or self._packed.unused_data):
            raise Undecodable("gzip that ends in the middle or goes on behind its end")
        return b""
