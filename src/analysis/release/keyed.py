"""Hashes that only who has a key can compute: of files that are not published.

A plain hash of a confidential file lets anyone check a guess at it. With a key that never leaves
the house it tells nothing to others, and still shows the house whether a file was altered.
"""

import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from analysis.study.declaration import StudyError

KEY_FILE = "secret.key"
"""In a study's folder, ignored by git and by every command that publishes."""
KEY_BYTES = 32
LEDGER = "released.json"
"""Beside it: what was released. No page is made from either."""


def read_key(folder: Path) -> bytes | None:
    """The key of a study's folder; None where there is none.

    Parameters
    ----------
    folder : Path
        ``data/<study>``.

    Raises
    ------
    StudyError
        If the file holds no key.
    """
    path = folder / KEY_FILE
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError:
        return None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StudyError(
            f"{path} holds no key of {KEY_BYTES} bytes as hexadecimal digits: put the right file "
            "back, or remove it; a new one is made, and hashes that were made with the old one "
            "can no longer be checked"
        )
    return key


def read_or_make_key(folder: Path) -> bytes:
    """The key of a study's folder, made when it is first needed.

    Several processes may ask at once: the first to be ready makes it for all.

    Parameters
    ----------
    folder : Path
        ``data/<study>``.
    """
    if (key := read_key(folder)) is not None:
        return key
    with NamedTemporaryFile("w", dir=folder, prefix=f".{KEY_FILE}.", encoding="ascii") as file:
        file.write(f"{secrets.token_hex(KEY_BYTES)}\n")
        file.flush()
        with suppress(FileExistsError):  # another process was first, and its key is whole
            os.link(file.name, folder / KEY_FILE)
    key = read_key(folder)
    if key is None:
        raise StudyError(f"{folder / KEY_FILE} was removed while it was needed; call it again")
    return key


def keyed_sha256(digest: str, key: bytes) -> str:
    """HMAC-SHA256 of a file's hash, as hexadecimal digits.

    Parameters
    ----------
    digest : str
        Plain SHA-256 of the file, which stays in the house.
    key : bytes

    Examples
    --------
    >>> keyed_sha256("ab", b"k" * 32)[:8]
    '39143a7c'
    """
    return hmac.new(key, digest.encode(), sha256).hexdigest()
