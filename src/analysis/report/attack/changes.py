"""What tables tell of the project's change from one wave to the other."""

from collections.abc import Iterator, Sequence

from analysis.release.attack.facts import PROJECT, Group, Pooled, Source
from analysis.release.attack.told_change import ANY, Bounds, ToldChange, ToldRanks
from analysis.release.rounding import RANKS_STEP, bounds_of_chance
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import Row, RunTable, as_number, tables_with
from analysis.study.study import Study

WELCH = "overlapping_welch"
"""Method of rows whose interval is that of `partially_overlapping_t`."""
MOST = float("inf")


def read_changes(tables: Sequence[RunTable], study: Study) -> Iterator[Pooled]:
    """The change of each rating of the whole project, of which any spread is possible.

    Parameters
    ----------
    tables : sequence of RunTable
    study : Study

    Yields
    ------
    Pooled
        Of ratings whose people of the project are known at both waves, what their rows tell:
        difference, interval, p, the probability of a higher answer, and people seen twice.
    """
    questions = Questions(study)
    found: dict[str, ToldChange] = {}
    sources: dict[str, Source] = {}
    for table, row in tables_with(tables, "item", "n_start", "n_end", "estimate", "p_value"):
        asked = questions.of(table, row)
        if asked is None or not _is_rating_of_project(table, row, asked):
            continue
        told = None
        if row.get("method") == WELCH:
            told = _welch(table, row)
        elif (chance := table.bounds(row, "probability")) is not None:
            told = ToldChange(higher=_upwards(_ranks(row, chance), study, asked))
        if told is not None:
            known = found.get(asked.variable, ToldChange())
            found[asked.variable] = _both(known, told)
            sources.setdefault(asked.variable, table.source(row, "estimate"))
    for variable, told in found.items():
        first, second = (Group(PROJECT, wave, variable) for wave in study.compared_waves)
        yield Pooled((first, second), 0.0, MOST, sources[variable], told)


def _is_rating_of_project(table: RunTable, row: Row, asked: Asked) -> bool:
    is_exact = table.is_exact(row, "n_start") and table.is_exact(row, "n_end")
    return table.place == PROJECT and is_exact and asked.answer is None and bool(asked.points)


def _welch(table: RunTable, row: Row) -> ToldChange:
    estimate, low, high = (
        table.bounds(row, name) or ANY for name in ("estimate", "ci_low", "ci_high")
    )
    pairs = as_number(row.get("n_pairs", ""))
    is_known = pairs is not None and ANY not in (low, high)
    p_value = bounds_of_chance(float(as_number(row["p_value"]) or 0)) if row["p_value"] else ANY
    return ToldChange(estimate, low, high, p_value, pairs=int(pairs or 0) if is_known else None)


def _ranks(row: Row, chance: Bounds) -> ToldRanks:
    """What a row tells of the probability that the later answer is the better."""
    low, high = (as_number(row.get(f"probability_{end}", "")) for end in ("low", "high"))
    if low is None or high is None:
        return ToldRanks(chance)
    first, last = float(low), float(high)
    return ToldRanks(chance, (first, first + RANKS_STEP), (last - RANKS_STEP, last))


def _upwards(better: ToldRanks, study: Study, asked: Asked) -> ToldRanks:
    """The probability that the later answer is the better, as that it is the higher."""
    column = study.columns[asked.variable.partition(".")[0]]
    if column.scale is None or column.scale.gain > 0:
        return better
    chance, high, low = (
        (1 - most, 1 - least) for least, most in (better.chance, better.low, better.high)
    )
    return ToldRanks(chance, low, high)


def _both(one: ToldChange, other: ToldChange) -> ToldChange:
    """What two rows tell of the same change."""
    return ToldChange(
        _narrower(one.estimate, other.estimate),
        _narrower(one.low, other.low),
        _narrower(one.high, other.high),
        _narrower(one.p_value, other.p_value),
        ToldRanks(*map(_narrower, one.higher, other.higher)),
        pairs=other.pairs if one.pairs is None else one.pairs,
    )


def _narrower(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), min(one[1], other[1])
