"""Who came and who did not, person by person: computed from registrations alone."""

from collections.abc import Callable

import pandas as pd

from analysis.statistics.inference.proportions import proportion
from analysis.study.study import Study
from analysis.topics.training_attendance.registered import keep_registered, with_rates, with_source

GROUP_COLUMNS = ["by", "item", "attended", "no_shows", "n", "estimate", "ci_low", "ci_high",
                 "method", "document", "origin", "adds_up"]  # fmt: skip
FUNNEL_COLUMNS = ["item", "n", "estimate", "ci_low", "ci_high", "method", "document", "origin",
                  "adds_up"]  # fmt: skip
REACH_COLUMNS = ["item", "municipalities", "municipalities_in_all", "n", "document", "origin"]
GROUPINGS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "year": lambda rows: rows["date"].dt.year.astype("str"),
    "participant_group": lambda rows: rows["organisation"],
    "place": lambda rows: rows["municipality"],
}
"""What registrations are grouped by, besides their theme."""


def estimate_turnout(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Attendance rate by year, kind of organisation and municipality.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a group: ``by, item, attended, no_shows, n, estimate, ci_low,
        ci_high, method, document, origin, adds_up``; ``n`` are registrations,
        ``estimate`` is attended / n on the scale 0-1 with its Wilson interval.
        Years in order, the rest highest rate first. Registrations that do not
        tell a group are in none of its rows.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return pd.DataFrame({column: [] for column in GROUP_COLUMNS})
    tables = []
    for by, group_of in GROUPINGS.items():
        came = rows["attended"].groupby(group_of(rows)).agg(["sum", "count"])
        counts = came.rename(columns={"sum": "attended", "count": "n"}).rename_axis("item")
        table = with_rates(counts.reset_index(), "attended").assign(by=by, adds_up=by)
        order = "item" if by == "year" else "estimate"
        tables.append(table.sort_values(order, ascending=by == "year", kind="stable"))
    table = pd.concat(tables, ignore_index=True)
    table = table.assign(no_shows=table["n"] - table["attended"])
    return with_source(table, rows)[GROUP_COLUMNS]


def estimate_funnel(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """People who registered, of them who ever came, and of these who came again.

    Returns
    -------
    pandas.DataFrame
        Three rows, ``item`` ``"registered"``, ``"attended"``, ``"returned"``:
        ``item, n, estimate, ci_low, ci_high, method, document, origin,
        adds_up``. ``n`` are people, told apart by ``registrant_id``;
        ``estimate`` is their share of the row above (missing in the first) with
        its Wilson interval. All attendances less the people who came are how
        often anyone came again: a row is not shown without the others.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return pd.DataFrame({column: [] for column in FUNNEL_COLUMNS})
    visits = rows.groupby("registrant_id")["attended"].sum()
    steps = {"registered": len(visits), "attended": int((visits >= 1).sum()),
             "returned": int((visits >= 2).sum())}  # fmt: skip
    table = pd.DataFrame({"item": list(steps), "n": list(steps.values())})
    before = [0, *steps.values()][:-1]
    shares = [
        proportion(count, of) if of else None
        for count, of in zip(steps.values(), before, strict=True)
    ]
    for column in ("estimate", "ci_low", "ci_high"):
        table[column] = [getattr(s, column) if s else float("nan") for s in shares]
    table = table.assign(method="wilson", adds_up="funnel")
    return with_source(table, rows)[FUNNEL_COLUMNS]


def estimate_reach(registrations: pd.DataFrame | None, study: Study) -> pd.DataFrame:
    """From how many of the study's municipalities people came, theme by theme.

    Returns
    -------
    pandas.DataFrame
        A row a theme, the widest reach first: ``item, municipalities,
        municipalities_in_all, n, document, origin``; ``n`` are those who came,
        from wherever.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return pd.DataFrame({column: [] for column in REACH_COLUMNS})
    came = rows[rows["attended"]]
    own = came["municipality"].where(came["municipality"].isin(list(study.municipalities)))
    table = pd.DataFrame(
        {
            "municipalities": own.groupby(came["theme"]).nunique(),
            "n": came.groupby("theme").size(),
        }
    )
    table = table.rename_axis("item").reset_index()
    table["municipalities_in_all"] = len(study.municipalities)
    table = table.sort_values(["municipalities", "n"], ascending=False, ignore_index=True)
    return with_source(table, rows)[REACH_COLUMNS]
