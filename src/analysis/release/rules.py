"""The only door from estimates to charts, tables, alt texts and files."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from analysis.release.columns import Column, Frame, Precision, Role
from analysis.release.estimates import PUBLIC_ORIGINS, Released, Table
from analysis.release.places import (
    DisclosureError,
    check_places,
    counts_withheld,
    is_blank,
    is_coarse,
)
from analysis.release.rounding import round_chance, round_evenly
from analysis.study.edition import Edition
from analysis.study.kept import keep
from analysis.study.origin import CONFIDENTIAL, SYNTHETIC
from analysis.study.study import DisclosureRule

KNOWN_ORIGINS = PUBLIC_ORIGINS | {CONFIDENTIAL, SYNTHETIC}
"""Parts of an origin that a rule exists for. Example data are treated like real answers."""
RULES = ("people", "answers", "agreement", "rest", "private")
"""Why a row is left out: too few people, too few answers (or too few others), everyone of
one mind, that it could be worked out from the rows beside it, or that its table counts the
people of places, who are not public."""
DECIMALS = {Precision.POINTS: 1, Precision.RATIO: 2, Precision.CHANCE: 3}
"""Of released numbers, where the study declares no others."""
LINKED_TIMES = 2
"""How many times the minimum people must be linked, leave and be new where linked ones count."""

MEANS_TIMES = 4
"""The same where means of them are told: those of so few who left would nearly follow."""


def release(estimates: pd.DataFrame, edition: Edition, table: Table) -> Released:
    """Decide what of a table of estimates may be shown, and how exactly.

    Published numbers pass. Of all others, made-up ones included:

    - Rows of a place must rest on coarse numbers, told by a band of people; a row without any
      number passes, so that the place stands where others do. Where they count people by a
      number that the study could declare public and does not, all of the table is left out.
    - Rows of the project are left out that rest on fewer people than the study's minimum, or
      whose answer was given, or not given, by fewer than the minimum count, or on which everyone
      agrees. If one of several rows that add up to everyone has to go, all of them go.
    - Numbers are rounded as their columns declare it. Pay is blanked where few municipalities
      pay it.

    Which columns count whom, the table declares.

    Parameters
    ----------
    estimates : pandas.DataFrame
        From an ``estimate_*`` function, with the columns that the table declares.
    edition : Edition
        For which study, municipality and language it is released.
    table : Table
        A topic's figure or table.

    Returns
    -------
    Released
        What charts and files take, and nothing else.

    Raises
    ------
    ContractError
        If the columns are not those declared.
    DisclosureError
        If any row is of an origin that no rule is made for, or exact numbers are of a place.
    """
    frame = table.frame
    frame.check(estimates, table.name)
    _check_origins(estimates["origin"], table.name)
    rule = edition.study.disclosure
    check_places(estimates, edition, table)
    broken = _decide(estimates, edition, table)
    small = broken != ""
    columns = [c for c in estimates.columns if not frame.columns[c].decides_only]
    shown = estimates.loc[~small, columns].reset_index(drop=True)
    for column in frame.of_role(Role.LINKED):
        linked = shown[column.name].astype("Int64")
        shown[column.name] = linked.where(_are_enough(shown, column, rule))
    for payers in frame.of_role(Role.PAYERS):
        is_personal = (estimates[payers.name] < rule.minimum_n)[~small].to_numpy()
        shown.loc[is_personal, [c.name for c in frame.of_role(Role.PAY)]] = float("nan")
    counts = broken[small].value_counts()
    hidden_by = {reason: int(counts[reason]) for reason in RULES if reason in counts}
    shown = _round(shown, frame, rule)
    return Released(
        table,
        edition,
        shown,
        is_coarse=bool(is_coarse(shown, frame).any()),
        has_withheld=frame.counts_people and bool(is_blank(shown, frame).any()),
        hidden=int(small.sum()),
        hidden_by=hidden_by,
    )


def _decide(estimates: pd.DataFrame, edition: Edition, table: Table) -> pd.Series:
    """Why each row is left out; empty for rows that may be shown."""
    broken = _broken_rules(estimates, table.frame, edition.study.disclosure)
    is_own = ~estimates["origin"].isin(PUBLIC_ORIGINS).to_numpy()
    if counts_withheld(estimates, edition, table):
        return broken.mask(is_own, "private")
    is_mute = is_own & is_blank(estimates, table.frame)
    if (is_mute | (broken != "")).all():  # what tells nothing does not stand alone
        return broken.mask(broken == "", "people")
    return broken


def _round(shown: pd.DataFrame, frame: Frame, rule: DisclosureRule) -> pd.DataFrame:
    """Round the project's own numbers as their columns declare it."""
    is_own = ~shown["origin"].isin(PUBLIC_ORIGINS)
    rounded = {}
    for column in frame:
        decimals = decimals_of(column, rule)
        if column.name in shown and decimals is not None:
            values = shown[column.name].to_numpy("float64")
            is_chance = column.precision is Precision.CHANCE
            told = round_chance(values) if is_chance else round_evenly(values, 10.0**-decimals)
            rounded[column.name] = shown[column.name].mask(is_own, told)
    return shown.assign(**rounded)


def decimals_of(column: Column, rule: DisclosureRule) -> int | None:
    """To how many decimals a project's own numbers of a column are released; None: as they are."""
    return (DECIMALS | {Precision.MEAN: rule.decimals}).get(column.precision)


def release_table(table: Table, material: Any) -> Released:
    """Estimate a table from its topic's material, and release it for the material's edition."""
    shown = keep(_estimate, table, material, same=material)
    own = shown["table"].copy()  # a notebook may change it
    return Released(table, material.edition, **(shown | {"table": own}))


def _estimate(table: Table, material: Any) -> dict[str, Any]:
    """What is released of a table, but the table itself and the edition."""
    released = release(table.estimate(material), material.edition, table)
    return {f.name: getattr(released, f.name) for f in fields(released)
            if f.name not in ("of", "edition")}  # fmt: skip


def release_tables(tables: Iterable[Table], material: Any) -> list[Released]:
    """Estimate and release several tables of one material."""
    return [release_table(table, material) for table in tables]


def _check_origins(origins: pd.Series, name: str) -> None:
    parts = {part for origin in origins for part in str(origin).split("+")}
    if barred := sorted(parts - KNOWN_ORIGINS):
        raise DisclosureError(
            f"{name}: rows of origin {', '.join(map(repr, barred))} are not released; "
            f"rules exist for: {', '.join(sorted(KNOWN_ORIGINS))}"
        )


def _broken_rules(estimates: pd.DataFrame, frame: Frame, rule: DisclosureRule) -> pd.Series:
    """The first rule that each row breaks; empty for rows that may be shown."""
    broken = np.full(len(estimates), "", dtype="object")
    if not frame.counts_people:
        return pd.Series(broken, estimates.index, dtype="object")
    counting = frame.counting(rule.public)
    sizes, enough = (
        _numbers(estimates, counting),
        [_are_enough(estimates, column, rule) for column in counting],
    )
    uniform = [estimates[c.name].to_numpy(dtype="bool") for c in frame.of_role(Role.UNIFORM)]
    coarse = is_coarse(estimates, frame)  # of which no exact count decides anything
    untold = np.isnan(sizes) & coarse[:, None]  # one wave may be withheld, and the other told
    breaks = {
        "people": ~(np.array(enough, dtype="bool").T.reshape(sizes.shape) | untold).all(axis=1),
        "answers": ~coarse & ~_leaves_enough(estimates, frame, rule),
        "agreement": np.any(uniform, axis=0) if uniform else np.full(len(estimates), False),
    }
    is_own = ~estimates["origin"].isin(PUBLIC_ORIGINS).to_numpy() & ~is_blank(estimates, frame)
    for reason, is_broken in breaks.items():
        broken[is_broken & is_own & (broken == "")] = reason
    for column in frame.of_role(Role.ADDS_UP):
        incomplete = set(estimates.loc[broken != "", column.name]) - {""}
        is_rest = estimates[column.name].isin(incomplete).to_numpy()
        broken[is_rest & is_own & (broken == "")] = "rest"
    return pd.Series(broken, estimates.index, dtype="object")


def _are_enough(estimates: pd.DataFrame, column: Column, rule: DisclosureRule) -> np.ndarray:
    """Whether a column's people are enough to show, and those that are left of larger groups."""
    least = _least(column, rule)
    (people,) = _numbers(estimates, [column]).T
    enough: np.ndarray = (people >= least) | (column.or_none & (people == 0))
    if column.role is Role.LINKED:
        enough |= people == 0  # that nobody is linked tells nothing of anyone
    if column.within and (people > 0).any():
        wholes = estimates[list(column.within)].to_numpy(dtype="float64", na_value=np.nan)
        rests = wholes - people[:, None]
        enough &= (people == 0) | (rests == 0).all(axis=1) | (rests >= least).all(axis=1)
    return enough


def _least(column: Column, rule: DisclosureRule) -> int:
    kind = column.least or ("count" if column.role is Role.ANSWERS else "n")
    of_linked = LINKED_TIMES * rule.minimum_n
    least = {"n": rule.minimum_n, "count": rule.minimum_count, "linked": of_linked}
    return (least | {"mean": MEANS_TIMES * rule.minimum_n})[kind]


def _leaves_enough(estimates: pd.DataFrame, frame: Frame, rule: DisclosureRule) -> np.ndarray:
    """Whether enough people gave an answer, and another: what all of a group say is known."""
    enough = np.full(len(estimates), True)
    for answers in frame.of_role(Role.ANSWERS):
        least = _least(answers, rule)
        (count,) = _numbers(estimates, [answers]).T
        is_enough = count >= least
        if answers.of:
            (size,) = _numbers(estimates, [frame.columns[answers.of]]).T
            is_enough &= size - count >= least
            is_enough |= answers.or_none & (size == 0)
        enough &= is_enough
    return enough


def _numbers(estimates: pd.DataFrame, columns: list[Column]) -> np.ndarray:
    """The columns beside each other; what is missing is no number, and no rule holds of it."""
    values = [estimates[c.name].to_numpy(dtype="float64", na_value=np.nan) for c in columns]
    return np.array(values).reshape(len(columns), len(estimates)).T
