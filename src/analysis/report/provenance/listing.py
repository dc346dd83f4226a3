"""Long lists as JSON, an item a line."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.report.whole import replacing


def write_listing(path: Path, told: Mapping[str, Any], name: str, items: Iterable[Any]) -> None:
    """Write an object whose last member is a list, which is never held whole as text.

    Parameters
    ----------
    path : Path
    told : mapping
        The object's other members; at least one.
    name : str
        Of the list.
    items : iterable
        Each comes on a line of its own.
    """
    head = json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}")
    with replacing(path) as aside, aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{head},\n "{name}": [')
        for number, item in enumerate(items):
            file.write("," if number else "")
            file.write(f"\n  {json.dumps(item, ensure_ascii=False)}")
        file.write("\n ]\n}\n")
