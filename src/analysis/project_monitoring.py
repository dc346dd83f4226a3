"""Plans, money, meetings and words: estimates of the topic ``project_monitoring``."""

from collections.abc import Iterable, Mapping

import pandas as pd

DAYS_A_YEAR = 365.25
PLANNED_COLUMNS = [
    "study",
    "item",
    "planned_low",
    "planned_high",
    "reached",
    "reached_bound",
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
        Persons reached are attendances where persons are not printed, hence
        ``"upper"`` in ``reached_bound``. ``reached`` is missing where nothing
        is printed.
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


def _compare(planned: pd.DataFrame, reached: tuple[float, str, str] | None) -> dict[str, object]:
    value, bound, document = reached or (float("nan"), "", "")
    documents = dict.fromkeys(filter(None, [*planned["document"], document]))
    return {
        "planned_low": planned["value"].min(),
        "planned_high": planned["value"].max(),
        "reached": value,
        "reached_bound": bound,
        "unit": planned["unit"].iloc[0],
        "document": ";".join(documents),
        "origin": planned["origin"].iloc[0],
    }


def _reached(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[float, str, str]]:
    printed, events, trainings = (
        tables[t] for t in ("project_monitoring", "events", "training_attendance")
    )
    realised = printed[printed["item"] == "realised"]
    found = {r.question: (float(r.value), "", r.document) for r in realised.itertuples()}
    held = _of(trainings, "trainings_held")
    if held.empty:
        return found
    years, document = _years(events), held["document"].iloc[0]
    meetings = int((events["kind"] == "peer_meeting").sum())
    found["trainings_per_year"] = (held["value"].sum() / years, "", document)
    found["peer_meetings_per_year"] = (meetings / years, "", document)
    attended = _of(trainings, "attendance_total").set_index("item")["value"]["attended"]
    piloted = _of(tables["cost_breakdown"], "participants")["value"].sum()
    found["persons"] = (float(attended + piloted), "upper", document)
    return found


def _years(events: pd.DataFrame) -> float:
    start = events.loc[events["kind"] == "project_start", "date"].min()
    end = events.loc[events["kind"] == "project_end", "date"].max()
    return float((end - start).days) / DAYS_A_YEAR


def describe_pilots(pilots: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """The pilots as a table.

    Parameters
    ----------
    pilots : pandas.DataFrame
        ``read_published(study, "pilots")``.
    participants : pandas.DataFrame
        With ``municipality, n``, as from ``cost_breakdown``.

    Returns
    -------
    pandas.DataFrame
        ``municipality, activity_fi, activity_sv, activity_en, n, continued,
        document, origin``.
    """
    table = pilots.merge(
        participants[["municipality", "n"]], on="municipality", how="left", validate="one_to_one"
    )
    columns = ["municipality", "activity_fi", "activity_sv", "activity_en", "n", "continued"]
    return table[[*columns, "document", "origin"]]


def _of(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    return printed[printed["question"] == question]
