"""Cost sheets and registrations as tidy frames, and what is wrong within their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from analysis.inputs.exports.cells import HOURS, compared
from analysis.inputs.exports.cost_columns import find_untold
from analysis.inputs.exports.numerals import is_part_of_day
from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Column
from analysis.study.spelling import normal

Columns = Mapping[str, Column]
NOT_TEXT = {"date": "datetime64[s]", "flag": "boolean", "number": "object"}
"""Types of a frame's columns. Numbers stay exact decimals, so that money adds up."""
BY_HOURS = {"paid_work": ("hours", "on_cost_pct"), "volunteer_work": ("hours",)}
"""Columns that an entry of work must fill where the sheet has hours, and of paid work a pay."""
BY_AMOUNT = ("unit_price_eur", "quantity")
"""Columns that every other entry must fill."""
PAYS = ("hourly_pay_eur", "monthly_pay_eur")
FEW = 3  # entries of which none is too few to say that all are below an hour
COUNTED = {"participants": "participants-differ", "meetings": "meetings-differ"}
"""Counted once a pilot, and the fault of a row that tells another count than an earlier one."""


def tidy_entries(sheets: Sequence[Sheet], columns: Columns) -> pd.DataFrame:
    """Entries of all sheets in one frame.

    Returns
    -------
    pandas.DataFrame
        A row an entry: the table's columns in the codebook's order, then
        ``origin``. Numbers are `decimal.Decimal`, days `datetime64`, what is
        missing is missing.
    """
    frames = [_frame(sheet, columns).assign(origin=sheet.origin) for sheet in sheets]
    frame = pd.concat(frames, ignore_index=True)
    for name in (n for n, column in columns.items() if column.kind == "text"):
        frame[name] = frame[name].map(_one_spelling(frame[name]), na_action="ignore").astype("str")
    return frame


def _one_spelling(names: pd.Series) -> dict[str, str]:
    """For each spelling of a name the most common one of those that have the same words."""
    counts = names.value_counts(sort=False)
    chosen: dict[str, str] = {}
    for name in counts.sort_values(ascending=False, kind="stable").index:
        chosen.setdefault(normal(name), name)
    return {name: chosen[normal(name)] for name in counts.index}


def check_spellings(sheets: Sequence[Sheet], columns: Columns) -> list[Note]:
    """A note a column whose names are spelled in more ways than one."""
    notes = []
    for name in (n for n, column in columns.items() if column.kind == "text"):
        there = [s for s in sheets if (name, "") in s.columns]
        said = pd.Series([v for s in there for v in s.columns[name, ""].said if v], dtype="str")
        other = {old for old, new in _one_spelling(said).items() if old != new}
        for sheet in there:
            places = [at for at, v in enumerate(sheet.columns[name, ""].said) if v in other]
            if places:
                notes.append(sheet.note("spelling", places[0], name, count=len(places)))
    return notes


def no_entries(columns: Columns) -> pd.DataFrame:
    """The frame of `tidy_entries` without rows."""
    kinds = {name: _type(column) for name, column in columns.items()}
    return pd.DataFrame({n: pd.Series(dtype=k) for n, k in {**kinds, "origin": "str"}.items()})


def check_costs(sheets: Sequence[Sheet], columns: Columns) -> tuple[list[Fault], list[Note]]:
    """Entries that lack what their kind needs; pilots without one plain count of their people."""
    faults = [fault for sheet in sheets for fault in _incomplete(sheet, columns)]
    counted = [name for name in COUNTED if name in columns]
    faults += [f for name in counted for f in _count_faults(sheets, columns, name)]
    notes = _untold_meetings(sheets, columns) if "meetings" in columns else []
    notes += find_untold(sheets, columns)
    day_faults, day_notes = _parts_of_days(sheets)
    return faults + day_faults, notes + day_notes


def _parts_of_days(sheets: Sequence[Sheet]) -> tuple[list[Fault], list[Note]]:
    """Hours that are 24 times too few, as a spreadsheet gives them that keeps times of day.

    They are a fault where all of a sheet are below one; else they may be minutes.
    """
    faults, notes = [], []
    for sheet in sheets:
        said = sheet.columns[HOURS, ""].said if (HOURS, "") in sheet.columns else ()
        hours = {at: value for at, value in enumerate(said) if value}
        parts = [at for at, value in hours.items() if is_part_of_day(value)]
        are_small = all(value < 1 for value in hours.values())
        if parts and are_small:
            faults += [sheet.fault("parts-of-day", at, HOURS) for at in parts]
        elif parts or (are_small and len(hours) >= FEW):
            first, *_ = parts or hours
            notes.append(sheet.note("parts-of-day", first, HOURS, count=len(parts or hours)))
    return faults, notes


def _untold_meetings(sheets: Sequence[Sheet], columns: Columns) -> list[Note]:
    """A warning where the meetings of some pilots are counted and those of others are not."""
    first: dict[tuple[object, str], tuple[Sheet, int]] = {}
    told: set[tuple[object, str]] = set()
    for sheet, at, row in _all_records(sheets, columns):
        first.setdefault(_pilot(row), (sheet, at))
        if row["meetings"] is not None or sheet.is_faulty("meetings", at):
            told.add(_pilot(row))
    untold = [place for pilot, place in first.items() if pilot not in told]
    return [sheet.note("meetings-untold", at, "meetings", count=len(untold))
            for sheet, at in untold[:1] if told]  # fmt: skip


def _pilot(row: Mapping[str, object]) -> tuple[object, str]:
    return row["municipality"], normal(str(row.get("pilot", "")))


def _count_faults(sheets: Sequence[Sheet], columns: Columns, name: str) -> list[Fault]:
    faults: list[Fault] = []
    counts: dict[tuple[object, str], object] = {}
    first: dict[tuple[object, str], tuple[Sheet, int]] = {}
    told: set[tuple[object, str]] = set()  # pilots whose count has a fault already
    for sheet, at, row in _all_records(sheets, columns):
        pilot = _pilot(row)
        first.setdefault(pilot, (sheet, at))
        count = row[name]
        if (name, "") not in sheet.columns or sheet.is_faulty(name, at):
            told.add(pilot)
        if isinstance(count, Decimal) and (count < 1 or count % 1):
            faults.append(sheet.fault(name, at, name))
            told.add(pilot)
        elif count is not None and counts.setdefault(pilot, count) != count:
            faults.append(sheet.fault(COUNTED[name], at, name))
    if name != "participants":  # the one count that every pilot must have
        return faults
    return faults + [
        sheet.fault("participants-missing", at, name)
        for pilot, (sheet, at) in first.items()
        if pilot not in counts and pilot not in told
    ]


def check_registrations(sheets: Sequence[Sheet], columns: Columns) -> list[Fault]:
    """Attendance without registration; the same registrant twice to one training."""
    faults = []
    seen: set[tuple[object, ...]] = set()
    for sheet, at, row in _all_records(sheets, columns):
        if row["attended"] and row.get("registered") is False:
            faults.append(sheet.fault("attended-not-registered", at, "attended"))
        code, training = row.get("registrant_id"), row.get("training", row["theme"])
        person = compared(code, columns["registrant_id"]) if code is not None else None
        registration = (person, normal(str(training)), row["date"])
        if code is not None and registration in seen:
            faults.append(sheet.fault("registered-twice", at, "registrant_id"))
        seen.add(registration)
    return faults


def _all_records(
    sheets: Sequence[Sheet], columns: Columns
) -> Iterator[tuple[Sheet, int, dict[str, object]]]:
    for sheet in sheets:
        for at, row in enumerate(_records(sheet, columns)):
            yield sheet, at, row


def _incomplete(sheet: Sheet, columns: Columns) -> Iterator[Fault]:
    for at, row in enumerate(_records(sheet, columns)):
        kind = row["cost_kind"]
        is_by_hours = _has_hours(sheet, columns, kind)
        for name in BY_HOURS[str(kind)] if is_by_hours else BY_AMOUNT if kind else ():
            is_there = (name, "") in sheet.columns
            if is_there and row[name] is None and not sheet.is_faulty(name, at):
                yield sheet.fault("entry-incomplete", at, name)
        is_pay_faulty = any(sheet.is_faulty(pay, at) for pay in PAYS)
        pays = sum(row.get(pay) is not None for pay in PAYS)
        if is_by_hours and kind == "paid_work" and pays != 1 and not is_pay_faulty:
            fault = sheet.fault("pay", at, PAYS[0])
            yield fault if pays else replace(fault, text="pay-none")


def _has_hours(sheet: Sheet, columns: Columns, kind: object) -> bool:
    """Whether work of a kind is priced by its hours, and the sheet does not tell what it cost."""
    needed = {"paid_work": PAYS, "volunteer_work": (HOURS,)}.get(str(kind), ())
    expected = {name for name, column in columns.items() if not column.optional}
    there = expected | {name for name, _ in sheet.columns}  # of one that misses, that is said
    return HOURS in there and not there.isdisjoint(needed)


def _records(sheet: Sheet, columns: Columns) -> Iterator[dict[str, object]]:
    empty = [None] * len(sheet.rows)
    values = [sheet.columns[n, ""].said if (n, "") in sheet.columns else empty for n in columns]
    for row in zip(*values, strict=True):
        yield dict(zip(columns, row, strict=True))


def _frame(sheet: Sheet, columns: Columns) -> pd.DataFrame:
    records = list(_records(sheet, columns))
    return pd.DataFrame(records, columns=list(columns), dtype=object).astype(
        {name: _type(column) for name, column in columns.items()}
    )


def _type(column: Column) -> str:
    return NOT_TEXT.get(column.kind, "str")
