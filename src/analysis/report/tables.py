"""Tables of released estimates as accessible HTML."""

from html import escape
from typing import Any

import pandas as pd

from analysis.drawing.words.caption import document_names, hidden_sentence, synthetic_mark
from analysis.drawing.words.labels import QUESTION, WORDED, document_name, group_label, item_labels
from analysis.drawing.words.numbers import p_text
from analysis.drawing.words.selection import select_told, undrawn_sentence
from analysis.release.rules import Released
from analysis.report.html import Output
from analysis.study.declaration import ALL, LANGUAGES
from analysis.study.edition import Edition
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.words_rates import rate_texts
from analysis.topics.describe import DESCRIBE, describe

LEFT_OUT = frozenset({"origin", "method", "joint_method", "unit", "heading", "start_decimals",
                      "end_decimals", "by", "wave"})  # fmt: skip
"""Columns of the CSV that the shown table leaves to the figure's foot."""
P_VALUE = "p_"
"""How the names of columns of p-values begin."""
BY_DOCUMENT = ("sources", "rates", "publication_audit_by_document")
"""Tables with a document a row, which all others name in their foot."""
OF_SEVERAL_UNITS = ("rates", "cost_breakdown_sensitivity")
"""Tables whose columns of values are of another unit in each row."""
MOST_DECIMALS = 3
NOTHING = "–"


def show_table(released: Released, *, whole: bool = False) -> Output:
    """A released table, its headings and numbers in the edition's language.

    Parameters
    ----------
    released : Released
    whole : bool
        Show all rows. Else a table that is saved with a figure shows, for one of
        many municipalities, those that are drawn.

    Returns
    -------
    Output
        Shown by a notebook as an HTML table with caption and header cells.
    """
    if released.table.empty:
        return say_nothing(released)
    told = select_told(released) if released.name in DESCRIBE and not whole else released
    shown = table_cells(told)
    facts = table_facts(released, shown)
    caption = facts["caption"]
    foot = " ".join(filter(None, (undrawn_sentence(told), facts["hidden_sentence"])))
    plain = "\n".join(filter(None, (caption, _aligned(shown), foot)))
    return Output(_render(shown, caption) + _foot(foot), plain, facts)


def table_facts(released: Released, shown: pd.DataFrame) -> dict[str, Any]:
    """What a page needs to lay out a released table: its words, and its headings and cells."""
    return _source_facts(released) | {
        "kind": "table",
        "caption": ". ".join(filter(None, (synthetic_mark(released), _caption(released)))),
        "columns": [str(column) for column in shown.columns],
        "rows": shown.to_numpy().tolist(),
    }


def _source_facts(released: Released) -> dict[str, Any]:
    return {
        "name": released.name,
        "mark": synthetic_mark(released),
        "documents": document_names(released),
        "hidden": released.hidden,
        "hidden_by": dict(released.hidden_by),
        "hidden_sentence": hidden_sentence(released),
    }


def _caption(released: Released) -> str:
    if released.name in DESCRIBE:
        return describe(released).title
    return Wording(released.edition.language).text(f"table.{released.name}")


def show_scope(edition: Edition) -> Output:
    """A sentence for a municipality's edition of figures that are of the whole project."""
    say = Wording(edition.language)
    note = say.text("whole_project" if edition.is_whole_project else "project_wide")
    return Output(f"<p>{escape(note)}</p>", note, {"kind": "note", "text": note})


def show_words(words: str, edition: Edition) -> Output:
    """A paragraph of findings, marked as being in the edition's language."""
    return Output(
        f'<p lang="{edition.language}">{escape(words)}</p>', words, {"kind": "words", "text": words}
    )


def say_nothing(released: Released) -> Output:
    """The sentence that stands where there is nothing to show, and why."""
    edition = released.edition
    say = Wording(edition.language)
    place = (
        say.text("whole_project")
        if edition.is_whole_project
        else edition.place(edition.municipality)
    )
    key = "nothing_released" if released.hidden else "nothing_published"
    sentence = " ".join(filter(None, (say.text(key, place=place), hidden_sentence(released))))
    facts = _source_facts(released) | {"kind": "nothing", "why": sentence}
    return Output(f'<p role="note"><strong>{escape(sentence)}</strong></p>', sentence, facts)


def _foot(sentence: str) -> str:
    return f"<p>{escape(sentence)}</p>" if sentence else ""


def show_rows(released: Released, first: str) -> Output:
    """The rows of a released table whose first cell, as readers see it, is ``first``."""
    cells = table_cells(released)
    rows = cells[cells.iloc[:, 0] == first]
    caption = ". ".join(filter(None, (synthetic_mark(released), first)))
    return Output(_render(rows, caption), f"{caption}\n{_aligned(rows)}")


def table_cells(released: Released) -> pd.DataFrame:
    """A released table as readers see it: headings and cells are texts in their language."""
    say, table = Wording(released.edition.language), released.table
    headings = {name: _heading(released, name) for name in table.columns}
    return pd.DataFrame(
        {
            say.text(f"column.{heading}"): _cells(released, name)
            for name, heading in headings.items()
            if heading and not (table[name].isna() | (table[name] == "")).all()
        }
    )


def _heading(released: Released, column: str) -> str:
    """Key of a column's heading; empty for a column that is not shown."""
    own, _, language = column.rpartition("_")
    if language in LANGUAGES:
        return (own or "words") if language == released.edition.language else ""
    if column == "document" and released.name not in BY_DOCUMENT:
        return ""
    return "" if column in LEFT_OUT else column


def _cells(released: Released, column: str) -> list[str]:
    say, values = Wording(released.edition.language), released.table[column]
    if column == "item" and any(released.name in known for known in (DESCRIBE, QUESTION, WORDED)):
        return item_labels(released)
    if column.startswith("value") and released.name in OF_SEVERAL_UNITS:
        return [text or NOTHING for text in rate_texts(released, column)]
    if column in ("group", "against"):
        by = released.table.get("by", pd.Series("rating_group", index=values.index))
        return [group_label(released.edition, b, v) for b, v in zip(by, values, strict=True)]
    if column.startswith(P_VALUE):
        return [p_text(say, p) or NOTHING for p in values]
    if pd.api.types.is_bool_dtype(values):
        return [say.text("yes" if value else "no") for value in values]
    if column != "year" and pd.api.types.is_numeric_dtype(values):
        pairs = zip(values, _decimals_by_unit(released.table, values), strict=True)
        return [NOTHING if pd.isna(v) else say.number(float(v), d) for v, d in pairs]
    return [NOTHING if pd.isna(v) or v == "" else _words(released, column, v) for v in values]


def _words(released: Released, column: str, value: Any) -> str:
    edition, say = released.edition, Wording(released.edition.language)
    match column:
        case "municipality":
            return say.text("whole_project") if value == ALL else edition.place(value)
        case "document":
            return document_name(edition, value)
        case "study":
            return edition.study_name(value)
        case "question" | "kind":
            return say.text(f"{column}.{value}")
        case "check" | "verdict":
            return say.text(f"audit_{column}.{value}")
        case "continued":
            return say.text(f"project_monitoring_pilots.{value}")
        case "region_bound" | "reached_bound":
            return say.text(f"bound.{value}", value="").strip()
        case "date":
            return say.day(value)
    return str(value)


def _decimals_by_unit(table: pd.DataFrame, values: pd.Series) -> pd.Series:
    if "unit" not in table.columns:
        return pd.Series(_decimals(values), index=values.index)
    return values.groupby(table["unit"], dropna=False).transform(_decimals).astype("int64")


def _decimals(values: pd.Series) -> int:
    """As many decimals as the column's numbers need, and no more than make sense."""
    numbers = values.dropna().to_numpy(dtype="float64")
    most = MOST_DECIMALS if len(numbers) and abs(numbers).max() <= 1 else MOST_DECIMALS - 1
    exact = numbers.round(6)
    return next(d for d in range(most + 1) if d == most or (exact == numbers.round(d)).all())


def _aligned(table: pd.DataFrame) -> str:
    """A table of texts as plain text: names to the left, numbers to the right."""
    columns = [[str(heading), *cells] for heading, cells in table.items()]
    widths = [max(map(len, column)) for column in columns]
    adjust = [str.ljust, *[str.rjust] * (len(columns) - 1)]
    told = [
        [to(cell, width) for cell in column]
        for to, column, width in zip(adjust, columns, widths, strict=True)
    ]
    return "\n".join(map("  ".join, zip(*told, strict=True)))


def _render(table: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(c))}</th>' for c in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
