"""Who came in the course of time: training by training, and who had come before."""

import pandas as pd

from analysis.topics.training_attendance.registered import keep_registered, with_rates, with_source

TRAINING = ["date", "training", "theme"]
COLUMNS = ["item", "date", "attended", "no_shows", "n", "estimate", "ci_low", "ci_high", "method",
           "document", "origin", "adds_up"]  # fmt: skip
RETURNER_COLUMNS = ["by", "item", "came_before", "first_timers", "n", "estimate", "ci_low",
                    "ci_high", "method", "document", "origin", "adds_up"]  # fmt: skip


def estimate_by_training(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """Attendance rate of each training, in the order of their dates.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a training: ``item`` (its theme)``, date, attended, no_shows, n,
        estimate, ci_low, ci_high, method, document, origin, adds_up``; ``n``
        are registrations, ``estimate`` is attended / n on the scale 0-1 with
        its Wilson interval.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return pd.DataFrame({column: [] for column in COLUMNS})
    came = rows.groupby(TRAINING, sort=True)["attended"]
    table = came.agg(attended="sum", n="count").reset_index().rename(columns={"theme": "item"})
    table = table.assign(no_shows=table["n"] - table["attended"], adds_up="training")
    return with_source(with_rates(table, "attended"), rows)[COLUMNS]


def estimate_returners(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """How many of those who came to trainings had come on an earlier day, year by year.

    A training has few returners, and those of one that is hidden would follow:
    all first-timers are the people of `estimate_funnel` who ever came.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; people are told apart by ``registrant_id``, and
        those without one are left out.

    Returns
    -------
    pandas.DataFrame
        A row a year, in order: ``by, item`` (the year)``, came_before,
        first_timers, n, estimate, ci_low, ci_high, method, document, origin,
        adds_up``; ``n`` are attendances after the first day, when nobody can
        have come before, ``estimate`` is came_before / n on the scale 0-1 with
        its Wilson interval.
    """
    rows = keep_registered(registrations)
    came = rows[rows["attended"]].dropna(subset="registrant_id") if len(rows) else rows
    if came.empty:
        return pd.DataFrame({column: [] for column in RETURNER_COLUMNS})
    first = came.groupby("registrant_id")["date"].transform("min")
    later = came.assign(came_before=came["date"] > first)[came["date"] > came["date"].min()]
    grouped = later["came_before"].groupby(later["date"].dt.year.astype("str"))
    table = grouped.agg(came_before="sum", n="count").rename_axis("item").reset_index()
    table = table.assign(first_timers=table["n"] - table["came_before"], by="year", adds_up="year")
    return with_source(with_rates(table, "came_before"), rows)[RETURNER_COLUMNS]
