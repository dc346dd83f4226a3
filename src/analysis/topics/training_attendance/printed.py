"""Who came to the trainings: estimates of the topic ``training_attendance``."""

import pandas as pd

from analysis.inputs.printed.shape import as_numbers, no_numbers, origin_of
from analysis.statistics.inference.proportions import proportion
from analysis.study.declaration import ALL
from analysis.study.origin import PUBLISHED


def tabulate_registrations(
    registrations: pd.DataFrame | None, printed: pd.DataFrame
) -> pd.DataFrame:
    """Counts of a project's own registrations, in the shape of the published ones.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
        From `read_inputs`; None for the published numbers.
    printed : pandas.DataFrame
        ``read_published(study, "training_attendance")``.

    Returns
    -------
    pandas.DataFrame
        Trainings held a year; registered and attended, in all and by theme;
        shares (0-100) of the kinds of organisation among those who attended.
    """
    if registrations is None:
        return printed
    if registrations.empty:
        return no_numbers()
    registered = registrations[registrations["registered"]]
    attended = registered[registered["attended"].fillna(value=False)]
    held = registrations.drop_duplicates(["training", "date"])["date"].dt.year.value_counts()
    groups = attended["organisation"].value_counts()
    counts = {"attended": attended, "registered": registered}
    rows = [
        *_count_rows("trainings_held", held.sort_index()),
        *({"question": "attendance_total", "item": item, "value": len(frame), "unit": "count"}
          for item, frame in counts.items()),
        *(_share_row(str(group), count, len(attended)) for group, count in groups.items()),
        {"question": "trainings_with_group", "value": held.sum(), "unit": "count"},
        *(row for question, frame in counts.items()
          for row in _count_rows(question, frame["theme"].value_counts())),
    ]  # fmt: skip
    return as_numbers(rows, origin_of(registrations))


def _count_rows(question: str, counts: pd.Series) -> list[dict[str, object]]:
    return [
        {"question": question, "item": str(item), "value": count, "unit": "count"}
        for item, count in counts.items()
    ]


def _share_row(group: str, count: int, total: int) -> dict[str, object]:
    """A group's share; its ``n`` are those in the group."""
    share_pct = 100 * count / total
    return {"question": "participant_group", "item": group, "value": share_pct, "unit": "pct",
            "n": count}  # fmt: skip


def estimate_by_theme(printed: pd.DataFrame) -> pd.DataFrame:
    """Attendance rate of each theme's training, with its Wilson interval.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_registrations`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a theme, highest rate first: ``item, attended, n, estimate,
        ci_low, ci_high, method, document, origin``. ``n`` are the registered;
        the rate and its interval are on the scale 0-1.
    """
    wide = _pair(printed, "question", printed["question"].isin(["attended", "registered"]), "item")
    return _with_rate(wide).sort_values("estimate", ascending=False).reset_index(drop=True)


def estimate_totals(printed: pd.DataFrame) -> pd.DataFrame:
    """Attendance rate of all trainings together: as printed, and summed over themes.

    Returns
    -------
    pandas.DataFrame
        Two rows, ``item`` ``"printed"`` and ``"sum_of_themes"``, with the
        columns of `estimate_by_theme`. The two differ where the printed total
        is not the sum of the printed themes. One row, ``"counted"``, for a
        project's own registrations.
    """
    whole = _pair(printed, "item", printed["question"] == "attendance_total", "municipality")
    themes = estimate_by_theme(printed)
    if whole.empty or themes.empty:
        return themes.iloc[:0]
    if PUBLISHED not in set(whole["origin"]):  # counted: the two are the same
        return _with_rate(whole.assign(item="counted").drop(columns="municipality"))
    whole["item"] = whole.pop("municipality").replace(ALL, "printed")
    summed = whole.assign(
        item="sum_of_themes", attended=themes["attended"].sum(), registered=themes["n"].sum()
    )
    return _with_rate(pd.concat([whole, summed], ignore_index=True))


def estimate_per_year(printed: pd.DataFrame) -> pd.DataFrame:
    """Trainings held in each year.

    Returns
    -------
    pandas.DataFrame
        A row a year: ``year, estimate, document, origin``.
    """
    rows = printed[printed["question"] == "trainings_held"]
    table = rows.assign(year=rows["item"].astype("int64"), estimate=rows["value"].astype("int64"))
    return table[["year", "estimate", "document", "origin"]].reset_index(drop=True)


def estimate_by_group(printed: pd.DataFrame) -> pd.DataFrame:
    """Share of each group among the participants.

    Returns
    -------
    pandas.DataFrame
        A row a group, largest first: ``item, estimate_pct, n, trainings,
        document, origin``. ``n`` are those in the group; the documents do not
        print it, and there is no interval. ``trainings`` is the number
        of trainings that they cover.
    """
    rows = printed[printed["question"] == "participant_group"]
    covered = printed.loc[printed["question"] == "trainings_with_group", "value"]
    table = rows.assign(estimate_pct=rows["value"], trainings=int(covered.astype("float64").sum()))
    table = table.sort_values("value", ascending=False)
    columns = ["item", "estimate_pct", "n", "trainings", "document", "origin"]
    return table[columns].reset_index(drop=True)


def _pair(printed: pd.DataFrame, by: str, rows: pd.Series, index: str) -> pd.DataFrame:
    keys = [index, "document", "origin"]
    wide = printed[rows].pivot(index=keys, columns=by, values="value").reset_index()
    return wide.rename_axis(columns=None).reindex(columns=[*keys, "attended", "registered"])


def _with_rate(wide: pd.DataFrame) -> pd.DataFrame:
    rates = [
        proportion(attended, int(n))
        for attended, n in zip(wide["attended"], wide["registered"], strict=True)
    ]
    return pd.DataFrame(
        {
            "item": wide["item"],
            "attended": wide["attended"].astype("int64"),
            "n": wide["registered"].astype("int64"),
            "estimate": [r.estimate for r in rates],
            "ci_low": [r.ci_low for r in rates],
            "ci_high": [r.ci_high for r in rates],
            "method": [r.method for r in rates],
            "document": wide["document"],
            "origin": wide["origin"],
        }
    )
