"""What the audit found, in the tables that its figures show."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from analysis.inputs.printed.audit_file import Audit
from analysis.statistics.forensics.grim import implied_sample_sizes
from analysis.topics.publication_audit.audit import KINDS, audit_figures
from analysis.topics.publication_audit.explain import implied, shown_numbers
from analysis.topics.publication_audit.figures import Figure, build_figures
from analysis.topics.publication_audit.outcome import INCONSISTENT, VERDICTS, Outcome

OF_N = ("share_people", "share_forced", "filter_differs")
"""Reasons that hold a number of people, and not the figure itself, against others."""
REACH = 1.5
"""Sample sizes are shown up to so many times the printed one."""
DOUBT_COLUMNS = ("figure", "heading", "check", "printed", "implied", "difference_pct", "document",
                 "origin")  # fmt: skip
SIZE_COLUMNS = ("figure", "heading", "printed", "n", "size", "is_forced", "document", "origin")


def estimate_by_check(checks: pd.DataFrame) -> pd.DataFrame:
    """How many verdicts each kind of check gave.

    Parameters
    ----------
    checks : pandas.DataFrame
        From `estimate_checks`.

    Returns
    -------
    pandas.DataFrame
        A row a kind, declared checks first: ``check, consistent, inconsistent,
        uninformative, document, origin``.
    """
    table = _count(checks, "check")
    places = table["check"].map(KINDS.index)
    return table.loc[places.sort_values().index].reset_index(drop=True)


def estimate_by_document(checks: pd.DataFrame) -> pd.DataFrame:
    """The same by the document that prints the figures."""
    table = _count(checks.assign(source=checks["document"]), "source")
    return table[["document", *VERDICTS, "origin"]]


def estimate_doubts(audit: Audit, language: str) -> pd.DataFrame:
    """Where printed numbers do not fit together, once a place, with the nearest reading.

    A percentage that its own n rules out is left to the check of the whole set
    of shares where that is in doubt as well.

    Returns
    -------
    pandas.DataFrame
        A row a place, largest difference first: ``figure, heading, check,
        printed, implied, difference_pct, document, origin``; the difference of
        the nearest reading is in per cent of what is printed.
    """
    figures = build_figures(audit.figures)
    rows = audit.figures.set_index("id").to_dict("index")
    found = [o for o in audit_figures(audit) if o.verdict == INCONSISTENT and o.implied]
    told = {o.figure for o in found if o.check != "n"}
    doubts: dict[tuple[object, ...], list[Outcome]] = {}
    for o in found:
        if o.check != "n" or o.figure not in told:
            place = (
                (o.check, o.involved[-2:], o.reason) if o.reason in OF_N else (o.check, o.figure)
            )
            doubts.setdefault(place, []).append(o)
    table = pd.DataFrame(
        [
            {**rows[same[0].figure], **_doubt(same, figures[same[0].figure], language)}
            for same in doubts.values()
        ],
        columns=list(DOUBT_COLUMNS),
    )
    order = table["difference_pct"].astype("float64").abs().sort_values(ascending=False).index
    return table.loc[order].reset_index(drop=True).astype({"difference_pct": "float64"})


def estimate_sample_sizes(audit: Audit) -> pd.DataFrame:
    """Numbers of people from which each set of printed percentages is possible.

    Two or more percentages of one document, heading and n are a set. Where a check says
    that the set is complete, its parts must add up; if no number of people
    allows that, shares that may have been adjusted to add up to 100 are shown.

    Returns
    -------
    pandas.DataFrame
        A row a set and possible size: ``figure, heading, printed, n, size,
        is_forced, document, origin``. ``n`` is the printed one.
    """
    figures = build_figures(audit.figures)
    complete = {name for check in audit.checks if check.options.get("complete")
                for name in check.figures.get("shares", ())}  # fmt: skip
    is_share = [f.unit == "pct" and f.is_exact and f.n is not None for f in figures.values()]
    sets = audit.figures[is_share].groupby(["document", "heading", "n"], sort=False)
    rows = [row for _, group in sets if len(group) > 1 for row in _sizes(group, complete)]
    return pd.DataFrame(rows, columns=list(SIZE_COLUMNS))


def _count(checks: pd.DataFrame, by: str) -> pd.DataFrame:
    counts = pd.crosstab(checks[by], checks["verdict"]).reindex(
        columns=list(VERDICTS), fill_value=0
    )
    documents = checks.groupby(by)["document"].agg(lambda d: ";".join(dict.fromkeys(d)))
    origins = checks.groupby(by)["origin"].first()
    table = counts.assign(document=documents, origin=origins).reset_index()
    table = table.rename_axis(columns=None).astype({by: "str"})
    order = table[list(VERDICTS)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _doubt(same: list[Outcome], figure: Figure, language: str) -> dict[str, object]:
    """One place: the printed number, the nearest reading and how far it is."""
    first = same[0]
    printed = figure.number.value if figure.number else Decimal(0)
    shown = figure.text
    if first.reason in OF_N:
        printed = Decimal(figure.n or 0)
        shown = f"n = {shown_numbers([printed], language)}"
    if first.reason == "list_total":
        printed = Decimal(first.values["counted"])  # noqa: PD011 - of an outcome
        shown = f"Σ = {shown_numbers([printed], language)}"
    nearest = first.implied[0]
    is_far = bool(printed) and not isinstance(nearest, str)  # how far a date is, is not told
    away = float(100 * (Decimal(nearest) - printed) / printed) if is_far else float("nan")
    return {"figure": figure.name, "check": first.check, "printed": shown,
            "implied": implied(first, language), "difference_pct": away}  # fmt: skip


def _sizes(group: pd.DataFrame, complete: set[str]) -> Iterator[dict[str, object]]:
    n, is_complete = int(group["n"].iloc[0]), set(group["id"]) <= complete
    shares = [text.strip(" %") for text in group["printed"]]
    most = int(REACH * n)
    sizes = implied_sample_sizes(shares, most, parts=is_complete)
    is_forced = is_complete and not sizes
    if is_forced:
        sizes = implied_sample_sizes(shares, most, forced=True)
    first = group.iloc[0]
    for size in sizes:
        yield {"figure": first["id"], "heading": first["heading"], "printed": " · ".join(shares),
               "n": n, "size": size, "is_forced": is_forced, "document": first["document"],
               "origin": first["origin"]}  # fmt: skip
