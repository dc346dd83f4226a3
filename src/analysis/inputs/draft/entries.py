"""Registrations and cost sheets as found: which column is what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.inputs.draft.codes import numbers_anew
from analysis.inputs.draft.hints import recognise
from analysis.inputs.draft.people import FEWEST, FEWEST_ROWS, People
from analysis.inputs.draft.set_aside import find_set_aside
from analysis.inputs.draft.shape import are_serials, find_order
from analysis.inputs.draft.tables import FoundColumn, Table
from analysis.inputs.exports.numerals import read_day
from analysis.study.codebook import NEEDED

KINDS = {
    "registrant_id": "code",
    "municipality": "municipality",
    "date": "date",
    "attended": "flag",
    "registered": "flag",
    "theme": "choice",
    "organisation": "choice",
    "training": "text",
    "pilot": "text",
    "cost_kind": "choice",
    "job_title": "text",
    "cost_part": "choice",
}
"""Kind of a column by its name; the others hold numbers."""
LABELS = {"organisation": "participant_group"}
"""Where the answers of a column have their texts, if not under its name."""
OPTIONAL = {"registrations": ("organisation",)}
"""Columns that the estimates know and can do without."""
CHOICES = frozenset(name for name, kind in KINDS.items() if kind == "choice")


@dataclass(frozen=True)
class Entries:
    """Registrations or costs as found.

    Attributes
    ----------
    kind : str
        ``registrations`` or ``costs``.
    columns : mapping
        By their names in a study.
    proposed : mapping
        Columns that nothing but their shape speaks for.
    is_numbered_anew : bool
        Whether the column of codes numbers the rows of each training, or of each sheet.
    missing : sequence of str
        Names that the study needs and no column has.
    people : People
    unread : sequence of FoundColumn
    """

    kind: str
    columns: dict[str, FoundColumn]
    proposed: dict[str, FoundColumn]
    is_numbered_anew: bool
    missing: Sequence[str]
    people: People
    unread: Sequence[FoundColumn]

    @property
    def fewest(self) -> int:
        """People behind an answer that is copied; of costs rows, which are no people."""
        return FEWEST_ROWS if self.kind == "costs" else FEWEST


def find_entries(kind: str, table: Table) -> Entries:
    """What the registrations or costs of a folder are."""
    columns: dict[str, FoundColumn] = {}
    for fits in (_fits, _fits_few_rows):
        for column in table.columns:
            name = recognise(column.title, kind, dict.fromkeys(columns, 1))
            kind_of = "date" if name == "date" and are_serials(column.cells) else column.kind
            if name and column not in columns.values() and fits(name, kind_of):
                columns[name] = column
    if kind == "registrations" and "theme" not in columns and _is_choice(columns.get("training")):
        columns["theme"] = columns.pop("training")  # each training is then called as its theme
    left = [column for column in table.columns if column not in columns.values()]
    missing = [name for name in NEEDED.get(kind, ()) if name not in columns]
    aside = find_set_aside(table.columns)
    choices = [c for c in left if c.kind == "choice" and c not in aside and _is_filled(c)]
    wanted = [name for name in (*missing, *OPTIONAL.get(kind, ())) if name in CHOICES]
    wanted = [name for name in wanted if name not in columns]
    proposed = dict(zip(wanted, choices, strict=False))
    nobody = [""] * len(table.origins)
    coded = columns["registrant_id"].cells if "registrant_id" in columns else nobody
    # Somebody without a code comes once to each training.
    parts = [columns[name].cells for name in ("training", "date") if name in columns]
    occasions = [" ".join(row) for row in zip(*parts, strict=True)] if parts else nobody
    is_anew = numbers_anew(coded, [*zip(table.origins, occasions, strict=True)])
    return Entries(
        kind,
        columns,
        proposed,
        is_anew,
        [name for name in missing if name not in proposed],
        People(nobody if is_anew else coded, occasions if kind == "registrations" else nobody),
        [column for column in left if column not in proposed.values()],
    )


def find_days(entries: Sequence[Entries]) -> tuple[date, date] | None:
    """First and last day that any row tells, of columns that can be read in one way."""
    columns = [each.columns["date"].cells for each in entries if "date" in each.columns]
    told = [(cells, order) for cells in columns if (order := find_order(cells)) is not None]
    days = {day for cells, order in told for cell in cells if (day := read_day(cell, order)[0])}
    return (min(days), max(days)) if days else None


def _is_filled(column: FoundColumn) -> bool:
    """Whether most rows tell it: of allergies, or what somebody adds, few do."""
    return 2 * sum(map(bool, column.cells)) > len(column.cells)


def _is_choice(column: FoundColumn | None) -> bool:
    return column is not None and column.kind == "choice"


def _fits(name: str, kind: str) -> bool:
    wanted = KINDS.get(name, "number")
    if wanted == "number":
        return kind in ("number", "scale", "flag", "choice")
    if wanted == "text" or wanted == "code" or wanted == "municipality":
        return kind not in ("date", "empty", "flag")
    return kind == wanted or kind == "empty"


def _fits_few_rows(name: str, kind: str) -> bool:
    """A short sheet of costs has each kind of them once or twice, as words of one's own are."""
    return name == "cost_kind" and kind == "free_text"
