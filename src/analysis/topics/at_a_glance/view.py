"""What a strip shows of a question: rings, disc, tick, its value and a sentence."""

from collections.abc import Iterator
from math import nan
from typing import Any

import pandas as pd

from analysis.drawing.ticks import covering_ticks
from analysis.drawing.words.numbers import band_text, headcount
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.instrument import list_panels
from analysis.topics.at_a_glance.rows import CONTINUED, DECIMALS, QUESTIONS
from analysis.topics.at_a_glance.strip import Strip


def make_strips(estimates: Estimates) -> list[Strip]:
    """The strips of an edition, of all places whether or not they are drawn."""
    whole = estimates.whole if isinstance(estimates, Released) else None
    return list(_make(whole or estimates))


def _make(estimates: Estimates) -> Iterator[Strip]:
    table = estimates.table
    for question in QUESTIONS:
        rows = table[table["question"] == question].set_index("municipality")
        if question == "followed" and len(rows):
            yield _followed(estimates, rows)
        elif rows["estimate"].notna().any():
            yield _measured(estimates, question, rows)


def _measured(estimates: Estimates, question: str, rows: pd.DataFrame) -> Strip:
    edition, say = estimates.edition, estimates.say
    places = rows.drop(ALL, errors="ignore")
    others = places.drop(edition.municipality, errors="ignore")["estimate"].dropna()
    row = _find_row(rows, edition.municipality)
    ends, marks = _scale(estimates, question, rows)
    sentences = list(_sentences(estimates, question, row, rows))
    value = say.text("withheld.symbol")
    point = low = high = nan
    is_finding = row is not None and not _is_unclear(question, row)
    if row is not None:
        value = say.text("at_a_glance.no_clear_change")
        if is_finding:
            value = write_value(estimates, question, row["estimate"])
        if not edition.is_whole_project:
            point, low, high = row[["estimate", "estimate_low", "estimate_high"]].astype("float64")
    return Strip(
        question=say.text(QUESTIONS[question]),
        measure=_measure(estimates, question),
        value=value,
        is_finding=is_finding,
        basis=sentences[0],
        sentence=" ".join(sentences),
        places=tuple(others.astype("float64")),
        point=point,
        low=low,
        high=high,
        project=float(rows["estimate"].get(ALL, nan)),
        ends=ends,
        marks=marks,
        withheld=bool(places["estimate"].isna().any()),
    )


def _is_unclear(question: str, row: Any) -> bool:
    """Whether a change may be chance: its size is then no finding."""
    return question == "changed" and not row["is_clear"]


def _find_row(rows: pd.DataFrame, municipality: str) -> Any:
    """The row of a place, or of the project; None where it tells no estimate."""
    if municipality not in rows.index or pd.isna(rows.loc[municipality, "estimate"]):
        return None
    return rows.loc[municipality]


def write_value(estimates: Estimates, question: str, value: float) -> str:
    """An estimate in its question's unit; a change as the study's figures say it."""
    say = estimates.say
    if question == "came":
        return say.percent(value)
    if question == "cost":
        return say.euros(value)
    scale = list_panels(estimates.edition.study)[0].scale
    decimals = scale.decimals(DECIMALS)
    size = say.number(abs(value), decimals)
    if not scale.is_judged or size == say.number(0, decimals):
        return say.number(value, decimals, signed=True)
    return say.text("survey_change.better" if value > 0 else "survey_change.worse", size=size)


def _write_interval(estimates: Estimates, question: str, row: Any) -> str:
    """An estimate's interval, from the worse end to the better; empty where there is none."""
    if pd.isna(row["estimate_low"]):
        return ""
    low, high = (
        write_value(estimates, question, row[f"estimate_{end}"]) for end in ("low", "high")
    )
    if question == "changed" and _is_judged(estimates):
        return estimates.say.text("survey_change.ends", worst=low, best=high)
    return estimates.say.interval(low, high)


def _is_judged(estimates: Estimates) -> bool:
    """Whether one end of the first ratings' scale is the better."""
    return list_panels(estimates.edition.study)[0].scale.is_judged


def _measure(estimates: Estimates, question: str) -> str:
    say, edition = estimates.say, estimates.edition
    if question == "came":
        return say.text("at_a_glance.came_measure")
    if question == "cost":
        return say.text("at_a_glance.cost_measure")
    rated = list_panels(edition.study)[0]
    names = [edition.question(name) for name in rated.questions]
    ends = say.interval(*(say.number(end) for end in rated.scale.ends))
    return say.text("at_a_glance.changed_measure", question=say.listing(names), ends=ends)


def _scale(
    estimates: Estimates, question: str, rows: pd.DataFrame
) -> tuple[tuple[float, float], tuple[str, str]]:
    """Ends of a scale and what stands at them, the same in every place."""
    say = estimates.say
    if question == "came":
        return (0.0, 100.0), (say.number(0), say.percent(100))
    numbers = rows[["estimate", "estimate_low", "estimate_high"]]
    most = float(numbers.abs().max().max())
    if question == "cost":
        most = covering_ticks(most)[-1]
        return (0.0, most), (say.number(0), say.euros(most, 0))
    most = 1.05 * most or 1.0
    is_judged = _is_judged(estimates)
    worse = say.text("at_a_glance.worse" if is_judged else "at_a_glance.less")
    better = say.text("at_a_glance.better" if is_judged else "at_a_glance.more")
    return (-most, most), (worse, better)


def _sentences(estimates: Estimates, question: str, row: Any, rows: pd.DataFrame) -> Iterator[str]:
    """What a place's value rests on, or that there is none; and the project's beside it."""
    say = estimates.say
    yield say.text("at_a_glance.untold") if row is None else _sentence(estimates, question, row)
    project = rows["estimate"].get(ALL, nan)
    if not estimates.edition.is_whole_project and pd.notna(project):
        value = write_value(estimates, question, project)
        yield say.text("at_a_glance.project", value=value)
    untold = rows.index[rows["estimate"].isna()]
    others = [key for key in untold if key != estimates.edition.municipality]  # it has said so
    if names := [estimates.edition.place(key) for key in others]:
        yield say.text("withheld.places", places=say.some(names))


def _sentence(estimates: Estimates, question: str, row: Any) -> str:
    say = estimates.say
    people = band_text(say, row["people"], row["people_most"])
    interval = _write_interval(estimates, question, row)
    if question == "cost":
        words = headcount(say, row["people"])
        if not interval:
            return say.text("at_a_glance.cost_sentence", participants=words)
        return say.text("at_a_glance.cost_range", participants=words, range=interval)
    part = band_text(say, row["part"], row["part_most"])
    if question == "came":
        return say.text("at_a_glance.came_sentence", people=people, part=part, interval=interval)
    value = write_value(estimates, question, row["estimate"])
    finding = say.text(_changed_key(estimates, row), interval=interval, value=value)
    return f"{finding} {say.text('survey_change.ns', start=people, end=part)}"


def _changed_key(estimates: Estimates, row: Any) -> str:
    is_judged = _is_judged(estimates)
    if not row["is_clear"]:
        return "at_a_glance.unclear"
    if row["estimate"] > 0:
        return "at_a_glance.clearly_better" if is_judged else "at_a_glance.clearly_more"
    return "at_a_glance.clearly_worse" if is_judged else "at_a_glance.clearly_less"


def _followed(estimates: Estimates, rows: pd.DataFrame) -> Strip:
    """Whether what was tried went on, as far as the documents tell."""
    say, edition = estimates.say, estimates.edition
    went_on = rows.index[rows["next"] == "continued"]
    question = say.text(QUESTIONS["followed"])
    if edition.is_whole_project:
        value = f"{say.number(len(went_on))}/{say.number(len(rows))}"
        names = say.some([edition.place(key) for key in went_on])
        key = "at_a_glance.followed_at" if names else "at_a_glance.followed_nowhere"
        words = say.text(key, places=names)
        return Strip(question, "", value, True, words, words)
    what = rows["next"].get(edition.municipality, "not_reported")
    went_on_here = what == "continued"
    words = say.text("at_a_glance.went_on" if went_on_here else "at_a_glance.untold_next")
    return Strip(question, "", say.text(CONTINUED[what]), went_on_here, words, words)


def find_activity(estimates: Estimates) -> str:
    """What was tried in the edition's place; empty where no document tells."""
    table, edition = estimates.table, estimates.edition
    is_here = (table["municipality"] == edition.municipality) & (table["question"] == "followed")
    return "; ".join(table.loc[is_here, f"activity_{edition.language}"])
