"""What is wrong with a file, or was put right in reading it, said so that a colleague can act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from analysis.study.declaration import StudyError
from analysis.study.wording import Wording


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
    """

    catalogue: ClassVar[str]

    file: str
    rule: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""

    def message(self, language: str) -> str:
        """What is allowed and what to do."""
        key = f"{self.catalogue}.{self.text or self.rule}"
        # A study has its answers in its own languages, whichever one is asked for.
        values = {key: value.get(language, next(iter(value.values())))
                  if isinstance(value, Mapping) else value
                  for key, value in self.values.items()}  # fmt: skip
        return Wording(language).text(key, **values)

    def line(self, language: str) -> str:
        """Place, rule and message in one line."""
        say = Wording(language)
        parts = [
            say.text(key, value=" ".join(str(value).split()))
            for key, value in (
                ("place.sheet", self.sheet),
                ("place.row", self.row),
                ("place.column", self.column),
            )
            if value not in ("", None)
        ]
        place = ", ".join([*parts, say.text("place.rule", value=self.rule)])
        return f"{self.file}: {place}: {self.message(language)}"

    def record(self, language: str) -> dict[str, object]:
        """The same as a record of ``--json``."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "message": self.message(language),
        }


class Fault(Remark):
    """A rule is broken; the file is refused."""

    catalogue = "fault"


class Note(Remark):
    """Something was read otherwise than it is written, or deserves a look."""

    catalogue = "note"


class DataError(StudyError):
    """Data files break their rules; the message lists every fault."""

    def __init__(self, faults: Sequence[Fault], language: str = "en") -> None:
        super().__init__("\n".join(fault.line(language) for fault in faults))
        self.faults = tuple(faults)
