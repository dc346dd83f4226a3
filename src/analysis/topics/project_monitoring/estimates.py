"""Plans, money, meetings and words: estimates of the topic ``project_monitoring``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.statistics.inference.proportions import proportion
from analysis.study.origin import combine_origins

DAYS_A_YEAR = 365.25
PLANNED_COLUMNS = [
    "study",
    "item",
    "planned_low",
    "planned_high",
    "reached",
    "reached_bound",
    "reached_pct",
    "unit",
    "document",
    "origin",
]


def estimate_parts(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Parts of a sum of money and their shares, such as ``"budget"``.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``read_published(study, "project_monitoring")``.
    question : {"budget", "financing"}

    Returns
    -------
    pandas.DataFrame
        A row a part, largest first: ``item, estimate_eur, share_pct,
        share_printed, document, origin``. ``share_pct`` is computed from the
        amounts; ``share_printed`` is what the document prints, missing where
        it prints none.
    """
    rows = _of(printed, question).reset_index(drop=True)
    shares = _of(printed, f"{question}_share").set_index("item")["value"]
    table = pd.DataFrame(
        {
            "item": rows["item"],
            "estimate_eur": rows["value"].astype("float64"),
            "share_pct": (100 * rows["value"] / rows["value"].sum()).astype("float64"),
            "share_printed": shares.reindex(rows["item"]).astype("float64").to_numpy(),
            "document": rows["document"],
            "origin": rows["origin"],
        }
    )
    return table.sort_values("estimate_eur", ascending=False, ignore_index=True)


def estimate_counts(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Counts of a question's items, such as ``"communication"``, largest first.

    Returns
    -------
    pandas.DataFrame
        ``item, estimate, n, document, origin``; ``n`` where a base is printed.
    """
    rows = _of(printed, question)
    table = rows.assign(estimate=rows["value"].astype("float64"))
    columns = ["item", "estimate", "n", "document", "origin"]
    return table.sort_values("estimate", ascending=False, kind="stable", ignore_index=True)[columns]


def estimate_sustainability(printed: pd.DataFrame) -> pd.DataFrame:
    """Self-assessed effects on sustainability, direct and indirect, 0-10.

    Returns
    -------
    pandas.DataFrame
        A row an aspect, strongest first: ``item, direct, indirect, document,
        origin``.
    """
    keys = ["item", "document", "origin"]
    direct, indirect = (
        _of(printed, f"sustainability_{kind}")[[*keys, "value"]].rename(columns={"value": kind})
        for kind in ("direct", "indirect")
    )
    table = direct.merge(indirect, on=keys, how="inner", validate="one_to_one")
    by = ["direct", "indirect"]
    return table.sort_values(by, ascending=False, kind="stable", ignore_index=True)[
        ["item", *by, "document", "origin"]
    ]


def estimate_timeline(events: pd.DataFrame) -> pd.DataFrame:
    """Dated events of the project, in order of time.

    Returns
    -------
    pandas.DataFrame
        ``kind, item, date, document, origin``.
    """
    columns = ["kind", "item", "date", "document", "origin"]
    return events.sort_values("date", kind="stable", ignore_index=True)[columns]


def estimate_planned_reached(
    studies: Mapping[str, Mapping[str, pd.DataFrame]], *, indicators: Iterable[str]
) -> pd.DataFrame:
    """What studies planned against what they reached.

    Parameters
    ----------
    studies : mapping
        ``studies[study][table]`` is ``read_published(study, table)``, with the
        tables ``project_monitoring``, ``events``, ``training_attendance`` and
        ``cost_breakdown``.
    indicators : iterable of str
        Which indicators, in this order; those without a plan are left out.

    Returns
    -------
    pandas.DataFrame
        A row a study and indicator, with `PLANNED_COLUMNS`. Plans a year are
        set against the number reached over the years that the project lasted.
        Persons reached are not printed: pilot participants and training
        attendances are given in their place, with ``"participations"`` in
        ``reached_bound`` and no ``reached_pct``, since they are not persons.
        ``reached_pct`` is of the plan's upper end. Missing where nothing is printed.
    """
    rows = []
    for study, tables in studies.items():
        printed, reached = tables["project_monitoring"], _reached(tables)
        for item in indicators:
            asked = _of(printed, item)
            planned = asked[asked["item"].str.startswith("planned") | (asked["item"] == "net")]
            if not planned.empty:
                rows.append({"study": study, "item": item, **_compare(planned, reached.get(item))})
    return pd.DataFrame(rows, columns=PLANNED_COLUMNS)


@dataclass(frozen=True)
class _Reached:
    """What was reached of an indicator, and which rows it was read from."""

    value: float
    bound: str
    rows: pd.DataFrame


def _compare(planned: pd.DataFrame, reached: _Reached | None) -> dict[str, object]:
    read = [planned] if reached is None else [planned, reached.rows]
    high = planned["value"].max()
    value, bound = (float("nan"), "") if reached is None else (reached.value, reached.bound)
    return {
        "planned_low": planned["value"].min(),
        "planned_high": high,
        "reached": value,
        "reached_bound": bound,
        "reached_pct": float("nan") if bound else 100 * value / high,
        "unit": planned["unit"].iloc[0],
        "document": ";".join(dict.fromkeys(d for rows in read for d in rows["document"])),
        "origin": "+".join(dict.fromkeys(o for rows in read for o in rows["origin"])),
    }


def _reached(tables: Mapping[str, pd.DataFrame]) -> dict[str, _Reached]:
    printed, events, trainings = (
        tables[t] for t in ("project_monitoring", "events", "training_attendance")
    )
    realised = printed[printed["item"] == "realised"]
    found = {
        question: _Reached(float(rows["value"].iloc[0]), "", rows)
        for question, rows in realised.groupby("question")
    }
    held = _of(trainings, "trainings_held")
    if held.empty:
        return found
    years = _years(events)
    meetings = events[events["kind"] == "peer_meeting"]
    found["trainings_per_year"] = _Reached(held["value"].sum() / years, "", held)
    found["peer_meetings_per_year"] = _Reached(len(meetings) / years, "", meetings)
    totals = _of(trainings, "attendance_total")
    came = pd.concat(
        [totals[totals["item"] == "attended"], _of(tables["cost_breakdown"], "participants")]
    )
    found["persons"] = _Reached(float(came["value"].sum()), "participations", came)
    return found


def _years(events: pd.DataFrame) -> float:
    start = events.loc[events["kind"] == "project_start", "date"].min()
    end = events.loc[events["kind"] == "project_end", "date"].max()
    return float((end - start).days) / DAYS_A_YEAR


def estimate_partner_survey(printed: pd.DataFrame) -> pd.DataFrame:
    """Answers of the partner municipalities, with Wilson intervals of their shares.

    Returns
    -------
    pandas.DataFrame
        A row an answer: ``item, estimate, n, share, ci_low, ci_high, method,
        document, origin``. The first, ``"answered"``, is the response: all who
        were asked are counted, so it has no interval.
    """
    table = estimate_counts(printed, "partner_survey")
    invited = table.loc[table["item"] == "invited", "estimate"].sum()
    answers = table[table["item"] != "invited"].reset_index(drop=True)
    n = answers["n"].astype("float64").fillna(invited)
    shares = [proportion(c, int(m)) for c, m in zip(answers["estimate"], n, strict=True)]
    is_sample = answers["item"] != "answered"
    return answers.assign(
        n=n.astype("int64"),
        share=pd.Series([s.estimate for s in shares], dtype="float64"),
        ci_low=pd.Series([s.ci_low for s in shares], dtype="float64").where(is_sample),
        ci_high=pd.Series([s.ci_high for s in shares], dtype="float64").where(is_sample),
        method=pd.Series([s.method for s in shares], dtype="str").where(is_sample, ""),
    )[["item", "estimate", "n", "share", "ci_low", "ci_high", "method", "document", "origin"]]


def estimate_pilots(pilots: pd.DataFrame, headcounts: pd.DataFrame) -> pd.DataFrame:
    """The pilots as a table: activity, participants and what followed.

    Parameters
    ----------
    pilots : pandas.DataFrame
        ``read_published(study, "pilots")``.
    headcounts : pandas.DataFrame
        With ``municipality, n, document, origin``, as from ``cost_breakdown``.

    Returns
    -------
    pandas.DataFrame
        ``municipality, activity_fi, activity_sv, activity_en, n, continued,
        document, origin``.
    """
    table = pilots.merge(
        headcounts, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    counted = table["document_n"].fillna("")
    table["document"] = (table["document"] + ";" + counted).str.strip(";")
    columns = ["municipality", "activity_fi", "activity_sv", "activity_en", "n", "continued"]
    return table[[*columns, "document", "origin"]]


def _of(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    return printed[printed["question"] == question]
