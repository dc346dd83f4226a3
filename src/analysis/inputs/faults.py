"""What is wrong with a file, or was put right in reading it, said so that a colleague can act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, TypeVar

from analysis.study.declaration import StudyError
from analysis.study.study import Study
from analysis.study.unit import UNIT_NAMES, name_unit
from analysis.study.wording import Wording

MOST_SPANS = 12  # of rows that a message lists
OF_PLACES = ("municipality", "code", "meetings-untold")
"""Rules whose messages say the word for a place."""


@dataclass(frozen=True)
class Remark:
    """One thing to say of a file, and where; `Fault` or `Note`.

    Attributes
    ----------
    file : str
    rule : str
        Short name of the rule.
    sheet : str
        Sheet of a spreadsheet, if the file has any.
    row : int or None
        As the spreadsheet numbers it: the first line is row 1.
    column : str
        Its title; a letter where the title is not known, since a file
        without titles would have answers there.
    values : mapping
        Placeholders of the message, by language where they differ: never what
        a cell holds.
    text : str
        Key of the message in ``words.toml`` where it is not the rule.
    rows : sequence of int
        Of the same in many rows: all of them; `row` is the first.
    """

    catalogue: ClassVar[str]

    file: str
    rule: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    rows: tuple[int, ...] = ()

    def message(self, language: str) -> str:
        """What is allowed and what to do."""
        key = f"{self.catalogue}.{self.text or self.rule}"
        # A study has its answers in its own languages, whichever one is asked for.
        values = {key: value.get(language, next(iter(value.values())))
                  if isinstance(value, Mapping) else value
                  for key, value in self.values.items()}  # fmt: skip
        names = name_unit(Wording(language), "")
        return Wording(language, names=names).text(key, **values)

    def line(self, language: str) -> str:
        """Place, rule and message in one line."""
        say = Wording(language)
        parts = [
            say.text(key, value=" ".join(str(value).split()))
            for key, value in (
                ("place.sheet", self.sheet),
                ("place.rows", spans(self.rows)) if len(self.rows) > 1 else ("place.row", self.row),
                ("place.column", self.column),
            )
            if value not in ("", None)
        ]
        place = ", ".join([*parts, say.text("place.rule", value=self.rule)])
        return f"{self.file}: {place}: {self.message(language)}"

    def record(self, language: str) -> dict[str, object]:
        """The same as a record of ``--json``."""
        record: dict[str, object] = {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "message": self.message(language),
        }
        return record | {"rows": list(self.rows)} if len(self.rows) > 1 else record


def spans(rows: Sequence[int]) -> str:
    """Rows as a reader of the spreadsheet finds them: ``2, 5–9``, the first of many.

    Examples
    --------
    >>> spans([2, 5, 6, 7, 9, 10])
    '2, 5–7, 9–10'
    """
    import numpy as np  # here, so that a run that only looks what has changed starts without it

    ordered = np.unique(rows)
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1) if len(ordered) else []
    shown = [f"{p[0]}–{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts[:MOST_SPANS]]
    return ", ".join(shown) + (" …" if len(parts) > MOST_SPANS else "")


R = TypeVar("R", bound=Remark)


def grouped(remarks: Iterable[R]) -> list[R]:
    """Remarks of single rows that say the same of one column, as one of all their rows."""
    found: dict[tuple[object, ...], list[R]] = {}
    for remark in remarks:
        key = (remark.file, remark.sheet, remark.rule, remark.column, remark.text,
               repr(remark.values), remark.row is None)  # fmt: skip
        found.setdefault(key, []).append(remark)
    return [_of_all_rows(same) for same in found.values()]


def name_places(remarks: Iterable[R], study: Study) -> list[R]:
    """Remarks that speak of places with the study's own word for one, in its languages."""
    said = {language: study.say(language).names for language in study.languages}
    forms = {name: {language: names[name] for language, names in said.items()}
             for name in UNIT_NAMES}  # fmt: skip
    return [replace(r, values=forms | dict(r.values)) if r.rule in OF_PLACES else r
            for r in remarks]  # fmt: skip


def name_waves(remarks: Iterable[R], study: Study) -> list[R]:
    """Remarks that speak of a wave with the study's own name of it, in its languages."""
    names = study.labels.get("wave", {})
    return [replace(r, values={**r.values, "wave": names[str(r.values["wave"])]})
            if r.values.get("wave") in names else r for r in remarks]  # fmt: skip


def _of_all_rows(same: Sequence[R]) -> R:
    rows = sorted({row for r in same for row in (r.rows or (r.row,)) if row is not None})
    return replace(same[0], row=rows[0], rows=tuple(rows)) if len(rows) > 1 else same[0]


def shown_name(path: Path) -> str:
    """A file's name as it can be written anywhere; a name need not be Unicode."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


class Fault(Remark):
    """A rule is broken; the file is refused."""

    catalogue = "fault"


class Note(Remark):
    """Something was read otherwise than it is written, or deserves a look."""

    catalogue = "note"


class Count(Remark):
    """How much was read."""

    catalogue = "note"


class DataError(StudyError):
    """Data files break their rules; the message lists every fault."""

    def __init__(self, faults: Sequence[Fault], language: str = "en") -> None:
        super().__init__("\n".join(fault.line(language) for fault in faults))
        self.faults = tuple(faults)
