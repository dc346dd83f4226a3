"""The findings of the survey as one paragraph, for readers who read nothing else."""

import pandas as pd

from analysis.drawing.words.caption import hidden_sentence, synthetic_mark
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first
from analysis.drawing.words.places import place_inside
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.survey_change.words_words import (
    is_apart,
    is_clear,
    pairing,
    plain_interval,
    signed,
    signed_interval,
)

TEXTS = "survey_change_words"


def write_paragraph(forest: Released, detectable: Released, wished: Released) -> str:
    """What changed, by how much, how sure, for how many; no more than the intervals allow.

    Parameters
    ----------
    forest : Released
        ``survey_change_forest``: change of the life domains.
    detectable : Released
        ``survey_change_detectable``; may be without rows.
    wished : Released
        ``survey_change_change_wished``; may be without rows.

    Returns
    -------
    str
        Sentences in the edition's language. A change is called one only if its
        interval leaves out zero and its adjusted p is below 0.05.
    """
    sentences = [
        synthetic_mark(forest) and f"{synthetic_mark(forest)}.",
        _people(forest),
        _changes(forest),
        _least(detectable),
        _wishes(wished),
    ]
    return " ".join(filter(None, sentences))


def _people(forest: Released) -> str:
    edition, table = forest.edition, forest.table
    say = Wording(edition.language)
    inside = place_inside(edition)
    place = inside[:1].upper() + inside[1:]
    if table.empty:
        return " ".join(filter(None, (say.text(f"{TEXTS}.nothing", place=place),
                                      hidden_sentence(forest))))  # fmt: skip
    start, end = (say.number(table[column].max()) for column in ("n_start", "n_end"))
    told = say.text(f"{TEXTS}.people", place=place, start=start, end=end)
    return " ".join(filter(None, (told, pairing(forest))))


def _changes(forest: Released) -> str:
    """The clear changes; else the largest that was seen, and what else the answers allow."""
    say, table = Wording(forest.edition.language), forest.table
    if table.empty:
        return ""
    labels, clear = item_labels(forest), is_clear(table)
    if clear.any():
        named = [_change(say, label, row) for label, row, is_named
                 in zip(labels, table.itertuples(), clear, strict=True) if is_named]  # fmt: skip
        return say.text(f"{TEXTS}.clear", changes=say.listing(named))
    at = int(table["estimate"].abs().to_numpy().argmax())
    row = table.iloc[at]
    # An interval apart from zero is not "no change" either: among many it may be chance.
    key = "unclear_of_many" if is_apart(table).iloc[at] else "unclear"
    return say.text(f"{TEXTS}.{key}", label=lower_first(labels[at]),
                    tests=say.number(len(table)), change=signed(say, row["estimate"]),
                    interval=signed_interval(say, row["ci_low"], row["ci_high"]))  # fmt: skip


def _change(say: Wording, label: str, row: object) -> str:
    estimate, low, high = (getattr(row, c) for c in ("estimate", "ci_low", "ci_high"))
    key = "better" if estimate < 0 else "worse"
    ends = sorted((abs(low), abs(high)))
    return say.text(f"{TEXTS}.{key}", label=lower_first(label), size=say.number(abs(estimate), 1),
                    interval=plain_interval(say, *ends))  # fmt: skip


def _least(detectable: Released) -> str:
    say, table = Wording(detectable.edition.language), detectable.table
    if table.empty:
        return ""
    ends = plain_interval(say, table["detectable"].min(), table["detectable"].max())
    return say.text(f"{TEXTS}.least", range=ends)


def _wishes(wished: Released) -> str:
    """Who longs for no change: the answer that all others follow from."""
    say, table = Wording(wished.edition.language), wished.table
    contented = table[table["item"] == "none"] if "item" in table else pd.DataFrame()
    if contented.empty:
        return ""
    row, is_sure = contented.iloc[0], bool(is_clear(contented).iloc[0])
    return say.text(f"{TEXTS}.{'wished_clear' if is_sure else 'wished'}",
                    label=item_labels(wished)[int(contented.index[0])],
                    start=say.percent(row["start"]), end=say.percent(row["end"]),
                    change=signed(say, row["estimate"]),
                    interval=signed_interval(say, row["ci_low"], row["ci_high"]))  # fmt: skip
