"""Writing made-up data in the shapes in which survey tools and spreadsheets export it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import xlsxwriter

from analysis.example.responses import WAVES, Form
from analysis.study.codebook import ELSEWHERE, Column
from analysis.study.origin import SYNTHETIC_MARK
from analysis.study.study import Study

LOUD = f"{SYNTHETIC_MARK} ESIMERKKIAINEISTO: keksittyjä tietoja, ei oikeita ihmisiä"
MADE_ON = datetime(2023, 9, 30)  # a workbook with the hour of its making is never the same twice
Row = Sequence[str | int | Decimal | date]


@dataclass(frozen=True)
class Shape:
    """How an export looks; a marked one says in its first line that the data are made up."""

    form: str = "xlsx"  # or "csv"
    language: str = "fi"
    answers: str = "texts"  # or "codes"
    several: str = "text"  # or "binary", or "joined"
    waves: str = "column"  # or "files", or "sheets"
    separator: str = ";"
    encoding: str = "utf-8-sig"
    is_marked: bool = True


def write_responses(forms: Sequence[Form], study: Study, folder: Path, shape: Shape) -> None:
    """Write forms as ``kysely.*``, or a file a wave."""
    columns = study.codebook.tables["responses"]
    tables = {
        wave: response_rows([f for f in forms if wave in ("", f.wave)], columns, study, shape)
        for wave in ([""] if shape.waves == "column" else WAVES)
    }
    if shape.waves == "sheets":
        named = {study.labels["wave"][w][shape.language]: rows for w, rows in tables.items()}
        _write_xlsx(folder / "kysely.xlsx", named, shape)
        return
    for wave, rows in tables.items():
        name = f"kysely_{study.labels['wave'][wave]['fi'].lower()}" if wave else "kysely"
        write_table(folder / f"{name}.{shape.form}", rows, shape)


def write_entries(
    entries: Iterable[Mapping[str, Any]], table: str, study: Study, path: Path, shape: Shape
) -> None:
    """Write cost entries or registrations."""
    columns = study.codebook.tables[table]
    rows: list[Row] = [[column.titles[shape.language][0] for column in columns.values()]]
    for entry in entries:
        rows.append([_cell(entry.get(name), c, study, shape) for name, c in columns.items()])
    write_table(path, rows, shape)


def write_table(path: Path, rows: Sequence[Row], shape: Shape) -> None:
    """Write rows, the header first, as a file of its shape."""
    if shape.form == "xlsx":
        _write_xlsx(path, {"Taul1": rows}, shape)
    else:
        _write_csv(path, rows, shape)


def response_rows(
    forms: Sequence[Form], columns: Mapping[str, Column], study: Study, shape: Shape
) -> list[Row]:
    """The header and a row a form, in the columns of a shape."""
    read = [c for n, c in columns.items() if not (n == "wave" and shape.waves != "column")]
    heads = [head for column in read for head in _heads(column, study, shape)]
    return [heads, *([x for c in read for x in _cells(f, c, study, shape)] for f in forms)]


def _heads(column: Column, study: Study, shape: Shape) -> list[str]:
    title = column.titles[shape.language][0]
    if not column.items or (column.kind == "multiple" and shape.several == "joined"):
        return [title]
    texts = study.labels[column.item_labels]
    return [f"{title}: {texts[item][shape.language]}" for item in column.item_keys]


def _cells(form: Form, column: Column, study: Study, shape: Shape) -> list[str | int]:
    if column.kind == "free_text":
        return [""]
    if column.kind == "multiple":
        return _several(form, column, study, shape)
    if column.name == "respondent_id":
        return [form.code]
    if column.name in ("municipality", "age_group", "gender", "wave"):
        of = form if column.name == "wave" else form.person
        return [str(_cell(getattr(of, column.name), column, study, shape))]
    return [_answer(form.answers.get((column.name, item), ""), column, study, shape)
            for item in column.item_keys or ("",)]  # fmt: skip


def _answer(value: int | str, column: Column, study: Study, shape: Shape) -> str | int:
    if value in ("no_answer", ""):
        return ""
    if value == "dont_know":
        return 99 if shape.answers == "codes" else "En osaa sanoa"
    texts = study.labels[column.answer_labels][str(value)]
    return texts[shape.language] if shape.answers == "texts" else value


def _several(form: Form, column: Column, study: Study, shape: Shape) -> list[str | int]:
    chosen, texts = form.chosen[column.name], study.labels[column.item_labels]
    if shape.several == "binary":
        return [int(item in chosen) for item in column.item_keys]
    words = [texts[i][shape.language] if i in chosen else "" for i in column.item_keys]
    return ["; ".join(filter(None, words))] if shape.several == "joined" else list(words)


def _cell(value: Any, column: Column, study: Study, shape: Shape) -> str | int | Decimal | date:
    if value is None:
        return ""
    if column.kind == "municipality" and value == ELSEWHERE:
        return "Muu kunta"
    if column.kind == "municipality":
        return study.municipalities[value].name[shape.language]
    if column.kind == "choice":
        texts = study.labels[column.answer_labels][value]
        return texts[shape.language] if shape.answers == "texts" else value
    if column.kind == "flag":
        return int(value)
    if shape.form == "csv" and isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if shape.form == "csv" and isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return cast("str | int | Decimal | date", value)


def _write_csv(path: Path, rows: Sequence[Row], shape: Shape) -> None:
    text = io.StringIO(newline="")
    if shape.is_marked:
        text.write(f"{LOUD}\r\n")
    csv.writer(text, delimiter=shape.separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(shape.encoding))


def _write_xlsx(path: Path, sheets: Mapping[str, Sequence[Row]], shape: Shape) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE_ON, "comments": LOUD if shape.is_marked else ""})
        day = book.add_format({"num_format": "d.m.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate([[LOUD], *rows] if shape.is_marked else rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, day)
                    elif cell != "":
                        sheet.write(at, column, cell)
