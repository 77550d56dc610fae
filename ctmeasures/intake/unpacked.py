"""Documents that are archives of XML files: opened within limits."""

import io
import zipfile
import zlib
from typing import Any

from ctmeasures.disk.files import Unreadable

MIB = 1024 * 1024
UNPACKED = 64  # MiB that the parts of a document may have together
_MEMBERS = 5000  # files in an archive


class Archive:
    """The parts of a document by their names; what they have unpacked is counted."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open an archive; raise Unreadable where it is damaged or has too many parts."""
        self.what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise Unreadable(f"{what} ends in the middle or is damaged; fetch or save it again") from None
        if len(self._zip.namelist()) > _MEMBERS:
            raise Unreadable(
                f"{what} has {len(self._zip.namelist()):,} parts, at most {_MEMBERS:,} are read; save it anew in a word processor"
            )
        self._left = UNPACKED * MIB

    @property
    def names(self) -> frozenset[str]:
        """Return the names of its parts."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes, None where there is no such part; raise Unreadable where it is damaged, has a password or is too large."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except KeyError:
            return None
        except RuntimeError:
            raise Unreadable(f"{self.what} has a password; save an open copy") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise Unreadable(f"{self.what} ends in the middle or is damaged; fetch or save it again") from None
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(
                f"{self.what} has more than {UNPACKED} MiB unpacked; save the letter alone, without its attachments"
            )
        return data

    def root(self, name: str) -> Any:
        """Return the root of a part that is XML, None where there is no such part; raises as `read` and `markup.parse` do."""
        from ctmeasures.disk.markup import parse

        data = self.read(name)
        return None if data is None else parse(data, self.what)
