"""Cost per participant by municipality, from published numbers or computed ones in their shape."""

import pandas as pd

from analysis.study.declaration import ALL
from analysis.study.origin import combine_origins


def estimate_per_participant(printed: pd.DataFrame) -> pd.DataFrame:
    """Cost per participant, with the headcounts behind it.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, dearest first, and last the project (``"all"``)
        with its mean: ``municipality, estimate_eur, n, document,
        origin``. ``n`` are participants: of the cost sheet, or rebuilt from
        the printed shares of the printed total (missing where several counts
        print alike).
    """
    costs = of_question(printed, "cost_per_participant").rename(columns={"value": "estimate_eur"})
    heads = estimate_headcounts(printed)
    table = costs[["municipality", "estimate_eur", "document", "origin"]].merge(
        heads, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    table["is_all"] = table["municipality"] == ALL
    table = table.sort_values(["is_all", "estimate_eur"], ascending=[True, False])
    return table[["municipality", "estimate_eur", "n", "document", "origin"]].reset_index(drop=True)


def estimate_shares(printed: pd.DataFrame) -> pd.DataFrame:
    """Shares of the participants and of the total cost, by municipality.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, most participants first: ``municipality,
        participants_pct, total_cost_pct, n, project_participants,
        project_cost_eur, document, origin``. The project's numbers are the project's printed
        totals, the same in each row.
    """
    keys = ["municipality", "document", "origin"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"]
    people, money = (
        of_question(printed, f"{part}_share")[[*keys, "value"]].rename(
            columns={"value": f"{part}_pct"}
        )
        for part in ("participants", "total_cost")
    )
    table = people.merge(money, on=keys, how="inner", validate="one_to_one")
    table["n"] = table["municipality"].map(heads).astype("Int64")
    table["project_participants"] = printed_total(printed, "participants")
    table["project_cost_eur"] = printed_total(printed, "total_cost")
    columns = ["municipality", "participants_pct", "total_cost_pct", "n", "project_participants"]
    return table.sort_values("participants_pct", ascending=False, kind="stable")[
        [*columns, "project_cost_eur", "document", "origin"]
    ].reset_index(drop=True)


def estimate_against_others(per_participant: pd.DataFrame) -> pd.DataFrame:
    """Each municipality's cost per participant against all others together.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_per_participant`.

    Returns
    -------
    pandas.DataFrame
        A row a municipality: ``municipality, estimate_eur, others_eur, ratio,
        n, n_others, document, origin``. ``others_eur`` is a ratio of totals:
        the others' costs (cost per participant times participants) over their
        participants.
    """
    table = per_participant[per_participant["municipality"] != ALL].copy()
    if table["n"].isna().any():
        table = table.iloc[:0]
    n = table["n"].astype("float64")
    cost_eur = table["estimate_eur"] * n
    table["n_others"] = table["n"].sum() - table["n"]
    table["others_eur"] = (cost_eur.sum() - cost_eur) / (n.sum() - n)
    table["ratio"] = table["estimate_eur"] / table["others_eur"]
    columns = ["municipality", "estimate_eur", "others_eur", "ratio", "n", "n_others"]
    return table[[*columns, "document", "origin"]].reset_index(drop=True)
