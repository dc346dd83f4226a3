"""What the explorer shows of a figure, as HTML: its title, itself, what is withheld, its table."""

from html import escape

from analysis.release.estimates import Released
from analysis.report.exhibit import Exhibit
from analysis.report.tables import BECAUSE, show_rows, show_table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition

STYLE = """<style>
.desk {max-width: 60em; line-height: 1.5}
.desk .scroll {overflow-x: auto}
.desk table {border-collapse: collapse; min-width: 26em; font-variant-numeric: tabular-nums}
.desk caption {text-align: left; font-weight: 600; padding: 0.5em 0}
.desk th, .desk td {padding: 0.2em 0.7em; text-align: right; border-bottom: 1px solid #98a3ae55}
.desk th:first-child {text-align: left; font-weight: normal}
.desk thead th, .desk thead th:first-child {font-weight: 600}
</style>"""


def describe_view(shown: Exhibit, name: str, rows: str) -> str:
    """A figure with its table, under what was chosen; of the table, the chosen rows.

    Parameters
    ----------
    shown : Exhibit
        Where it has no figure, a sentence says why.
    name : str
        What the figure is called.
    rows : str
        First cell of the rows to show, or ``"all"``.
    """
    released = shown.released
    head = f"<h3>{escape(name)} · {escape(_name_place(released.edition))}</h3>"
    if shown.caption is None:
        body = head + shown.output().html + _explain(released)
        return in_language(body, released.edition)
    table = show_table(released, whole=True) if rows == ALL else show_rows(released, rows)
    parts = (
        head,
        shown.output().html,
        _explain(released),
        f'<div class="scroll" tabindex="0">{table.html}</div>',
    )
    return in_language("".join(parts), released.edition)


def describe_busy(figure: str, edition: Edition) -> str:
    """What stands in a figure's place while it is made: no other figure does."""
    place = _name_place(edition)
    text = edition.say.text("explore.making", figure=figure, place=place)
    return in_language(f'<p role="status" aria-busy="true">{escape(text)}</p>', edition)


def describe_failure(reason: str, edition: Edition) -> str:
    """What stands in a figure's place where it could not be made."""
    return in_language(f'<p role="alert"><strong>{escape(reason)}</strong></p>', edition)


def describe_guide(key: str, edition: Edition) -> str:
    """A text of several lines as paragraphs."""
    lines = edition.say.text(key).split("\n")
    return in_language("".join(f"<p>{escape(line)}</p>" for line in lines), edition)


def in_language(html: str, edition: Edition) -> str:
    """HTML that says which language it is in, in the style of the explorer."""
    return f'{STYLE}<div class="desk" lang="{edition.language}">{html}</div>'


def _explain(released: Released) -> str:
    """How many rows were left out, by each rule that they broke."""
    if not released.hidden_by:
        return ""
    say, rule = released.say, released.edition.study.disclosure
    least = {"people": say.number(rule.minimum_n), "answers": say.number(rule.minimum_count)}
    why = [
        f"{say.text(BECAUSE[reason], **least)}: {say.number(count)}"
        for reason, count in released.hidden_by.items()
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in why)
    return f"<p>{escape(say.text('explore.withheld'))}</p><ul>{items}</ul>"


def _name_place(edition: Edition) -> str:
    if edition.is_whole_project:
        return edition.say.text("whole_project")
    return edition.place(edition.municipality)
