"""Tables of released estimates as accessible HTML."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
from IPython.display import display

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import (
    as_sentence,
    document_names,
    hidden_sentence,
    synthetic_mark,
)
from analysis.drawing.words.labels import place_name
from analysis.drawing.words.selection import select_told, undrawn_sentence
from analysis.inputs.own_files import reads_own_files
from analysis.release.estimates import Released
from analysis.report.brief import write_columns
from analysis.report.html import Output
from analysis.study.edition import Edition
from analysis.study.kept import keep

UNRECORDED = "unrecorded"
BECAUSE = {
    "people": "index.because_people",
    "answers": "index.because_answers",
    "agreement": "index.because_agreement",
    "rest": "index.because_rest",
    "private": "index.because_private",
    UNRECORDED: "index.because_unrecorded",
}
"""Key of why rows are hidden, by the rule."""
WIDEST = 32
"""Of a column in plain text, in letters; sentences are longer and are not padded to the longest."""


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

    Raises
    ------
    TypeError
        If it was not released: what one computes from answers is not covered by any rule.
    """
    if not isinstance(released, Released):
        raise TypeError(
            f"show_table shows what was released, and not a {type(released).__name__}: numbers "
            "computed from answers may give people away. Declare a Table and release_table it, "
            "or look at them where nobody else does"
        )
    return keep(_show, replace(released), whole)  # a copy has no labels yet: it is noted who reads


def _show(released: Released, whole: bool) -> Output:
    if released.table.empty:
        return say_nothing(released)
    told = select_told(released) if isinstance(released.of, Figure) and not whole else released
    shown = table_cells(told)
    facts = table_facts(released, shown)
    caption = facts["caption"]
    foot = " ".join(filter(None, (undrawn_sentence(told), facts["hidden_sentence"])))
    plain = "\n".join(filter(None, (caption, _aligned(shown), foot)))
    return Output(_render(shown, caption) + _foot(foot), plain, facts)


def show_tables(released: Sequence[Released], edition: Edition) -> Output:
    """Several tables, each shown as by `show_table`; the last is for the cell to show."""
    *first, last = [*map(show_table, released)] or [say_unasked(edition)]
    for shown in first:
        display(shown)
    return last


def say_unasked(edition: Edition) -> Output:
    """The sentence that stands where the study asks nothing of the kind.

    A page has no such section, so it does not repeat the sentence.
    """
    note = edition.say.text("nothing_asked")
    return Output(f"<p>{escape(note)}</p>", note, {"kind": "unasked"})


def table_facts(released: Released, shown: pd.DataFrame, title: str = "") -> dict[str, Any]:
    """What a page needs to lay out a released table: its words, and its headings and cells.

    ``title`` is that of the figure that it is behind, where it was written before.
    """
    title = title or _caption(released)
    return _source_facts(released) | {
        "kind": "table",
        "caption": ". ".join(filter(None, (synthetic_mark(released), title))),
        "columns": [str(column) for column in shown.columns],
        "rows": shown.to_numpy().tolist(),
    }


def _source_facts(released: Released) -> dict[str, Any]:
    return {
        "name": released.name,
        "mark": synthetic_mark(released),
        "documents": document_names(released),
        "of_places": released.of.frame.of_places,
        "hidden": released.hidden,
        "hidden_by": dict(released.hidden_by),
        "hidden_sentence": hidden_sentence(released),
        # The sentence ends in the number of rows: what is left out for one reason stands together.
        "reason": hidden_sentence(released).rpartition(":")[0],
        "label": released.say.text(released.of.caption_key),
    }


def _caption(released: Released) -> str:
    if isinstance(released.of, Figure):
        return released.of.caption(released).title
    return released.say.text(released.of.caption_key)


def show_scope(edition: Edition) -> Output | None:
    """A sentence for a municipality's edition of figures that are of the whole project."""
    if edition.is_whole_project:  # the page's heading says it
        return None
    note = edition.say.text("project_wide")
    return Output(f"<p>{escape(note)}</p>", note, {"kind": "note", "text": note})


def show_coarse(edition: Edition) -> Output | None:
    """How a place's numbers were made coarse, in plain words; nothing of the whole project."""
    if edition.is_whole_project or not reads_own_files(edition.study, edition.data):
        return None
    say, rule = edition.say, edition.study.disclosure
    first, second = (say.number(rule.minimum_n + step * rule.band) for step in (0, 1))
    ends = [say.number(rule.minimum_n + step * rule.band - 1) for step in (1, 2)]
    note = say.text(
        "coarse",
        first=say.text("withheld.band", low=first, high=ends[0]),
        second=say.text("withheld.band", low=second, high=ends[1]),
        decimals=say.number(rule.decimals),
        minimum=say.number(rule.minimum_n),
    )
    return Output(f"<p>{escape(note)}</p>", note, {"kind": "coarse", "text": note})


def show_remark(edition: Edition, topic: str) -> Output | None:
    """What the study says of a topic's data, in the edition's language; nothing if it does not."""
    remark = edition.remark(topic)
    if not remark:
        return None
    note = f'<p lang="{edition.language}">{escape(remark)}</p>'
    return Output(note, remark, {"kind": "note", "text": remark})


def show_words(words: str, edition: Edition) -> Output:
    """A paragraph of findings, marked as being in the edition's language."""
    return Output(
        f'<p lang="{edition.language}">{escape(words)}</p>', words, {"kind": "words", "text": words}
    )


def say_nothing(released: Released) -> Output:
    """The sentence that stands where there is nothing to show, and why."""
    say, edition = released.say, released.edition
    key, reason_key = _why_nothing(released)
    place, reason = place_name(edition, edition.municipality), say.text(reason_key)
    why = as_sentence(say.text(key, place=place))
    hidden = "" if key == reason_key else hidden_sentence(released)  # what it lacks is the reason
    sentence = " ".join(filter(None, (why, hidden)))
    facts = _source_facts(released) | {"kind": "nothing", "why": sentence, "reason": reason}
    return Output(f'<p role="note"><strong>{escape(sentence)}</strong></p>', sentence, facts)


def _why_nothing(released: Released) -> tuple[str, str]:
    """Keys of why there is nothing to show: of a place, and of any."""
    of, edition = released.of, released.edition
    if of.needs and (lacking := of.needs(edition)):
        return lacking, lacking
    if released.hidden:
        return "nothing_released", "index.too_few"
    is_of_place = not edition.is_whole_project and reads_own_files(edition.study, edition.data)
    if is_of_place and of.of_project:
        return "of_project", "index.of_project"
    if is_of_place and of.frame.counts_people:
        return "nothing_told", "index.too_few_or_none"
    return "nothing_published", "index.not_in_data"


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
    return pd.DataFrame(dict(write_columns(released)))


def _aligned(table: pd.DataFrame) -> str:
    """A table of texts as plain text: names to the left, numbers to the right.

    A column of sentences is as wide as `WIDEST`, and a longer one moves the rest of its row.
    """
    columns = [[str(heading), *cells] for heading, cells in table.items()]
    widths = [max(map(len, column)) for column in columns]
    adjust = [
        str.rjust if at > 0 and width <= WIDEST else str.ljust for at, width in enumerate(widths)
    ]
    aligned = [
        [to(cell, min(width, WIDEST)) for cell in column]
        for to, column, width in zip(adjust, columns, widths, strict=True)
    ]
    return "\n".join("  ".join(row).rstrip() for row in zip(*aligned, strict=True))


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
