"""What a file is by its first bytes, where its ending says otherwise."""

from pathlib import Path

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""So begin old XLS files, and new ones with a password."""
LOOKED_AT = 1_000


def find_mistaken(path: Path, *, is_text: bool) -> str:
    """The text of the rule ``unreadable`` for a file whose ending is wrong, else an empty one.

    Parameters
    ----------
    path : Path
    is_text : bool
        Whether its ending says that it is text, or else a workbook.
    """
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if start.startswith(OLD):
        return "unreadable-old"
    if is_text:
        return "unreadable-workbook" if start.startswith(ZIP) else ""
    return "unreadable-text" if b"\0" not in start and not start.startswith(b"PK") else ""
