"""A scale turned round turns words and signs; new names change no number."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from asked import (
    HOBBY,
    PAIN,
    PLANS,
    ROLE,
    SEVEN,
    paragraph,
    release_all,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, answer, turn

from analysis.drawing.figure import Figure
from analysis.release.estimates import Released

KEYS = st.text("abcdefghijkmnopqrstuvw", min_size=3, max_size=8).map("x{}".format)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    questions = []
    for number in range(draw(st.integers(1, 3))):
        low = draw(st.sampled_from([0, 1]))
        ends = (low, draw(st.integers(low + 2, low + 9)))
        items = tuple(f"q{number}_{k}" for k in range(draw(st.integers(0, 3))))
        better = draw(st.sampled_from(["high", "low", "neither"]))
        questions.append(Question(f"rated_{number}", "scale", items, ends, better))
    families = {"first": [q.name for q in questions]} if draw(st.booleans()) else {}
    return Instrument((*questions, HOBBY, ROLE), families=families)


def unsigned(text: str) -> str:
    return re.sub(r"[+−]", "±", text)


@pytest.mark.slow
@settings(max_examples=12)
@given(instruments(), st.integers(0, 10**6), st.booleans())
def test_a_scale_turned_round_turns_every_sign_and_nothing_else(
    instrument: Instrument, seed: int, coded: bool
) -> None:
    responses = answer(instrument, seed, coded=coded)
    turned, reversed_ = turn(instrument, responses)
    there, back = release_all(instrument, responses), release_all(turned, reversed_)
    assert list(there) == list(back)
    assert paragraph_words(instrument, there) == paragraph_words(turned, back)
    for name, one in there.items():
        check_turned(one, back[name])


def paragraph_words(instrument: Instrument, made: dict[str, Released]) -> list[str]:
    words = paragraph(instrument, made)
    return re.findall(r"[\w ]+ (?:improved|got worse) by [\d.]+", words)


def check_turned(one: Released, other: Released) -> None:
    table, turned = one.table, other.table
    assert len(table) == len(turned), one.name
    for column in {"item", "question", "municipality", "by", "group"} & set(table.columns):
        if one.name != "survey_change_distribution":
            assert table[column].to_list() == turned[column].to_list(), one.name
    is_signed = "steps of the scale" in {column.unit for column in one.of.frame}
    for low, high in [("estimate", "estimate"), ("ci_low", "ci_high"), ("stayed", "stayed"),
                      ("stayed_low", "stayed_high"), ("started", "started"),
                      ("started_low", "started_high"), ("tipping", "tipping"),
                      ("pooled", "pooled"), ("pooled_low", "pooled_high"),
                      ("weak_low", "weak_high"), ("strong_low", "strong_high")]:  # fmt: skip
        if is_signed and low in table:
            mirrored = (-turned[high]).to_list()
            assert table[low].to_list() == pytest.approx(mirrored, nan_ok=True), one.name
    for same in {"p_value", "p_adjusted", "detectable", "observed", "probability", "n_start"}:
        if same in table:
            pair = [t[same].astype("float64").to_list() for t in (table, turned)]
            assert pair[0] == pytest.approx(pair[1], nan_ok=True), one.name
    if isinstance(one.of, Figure) and len(table) and "survey_change_means" not in one.name:
        titles = [unsigned(r.of.caption(r).title) for r in (one, other) if isinstance(r.of, Figure)]
        assert titles[0] == titles[1]


def rounded(row: list[float]) -> list[float]:
    return [round(value, 3) for value in row]


GROUPS = {"by": "arm", "group": "tried", "against": "waited"}
COMPARED: dict[str, Any] = {
    "indices": {
        "total": {"of": "statements", "rule": "sum", "minimum_answered": 2, "better": "high"}
    },
    "trials": {"activity": GROUPS | {"question": "total"}},
    "contrasts": {"hobbies": GROUPS | {"question": "hobby", "item": "", "wave": "early"}},
}
"""An index, two groups' changes of it, and two groups' shares."""


@pytest.mark.slow
@settings(max_examples=8)
@given(st.lists(KEYS, min_size=30, max_size=30, unique=True), st.integers(0, 10**6))
def test_renaming_everything_changes_no_number(names: list[str], seed: int) -> None:
    instrument = Instrument(
        (SEVEN, PAIN, HOBBY, ROLE, PLANS), ("early", "between", "late"), ("north", "south"),
        {"mood": ["statements"], "body": ["pain"]}, {"arm": ("tried", "waited")}, COMPARED,
    )  # fmt: skip
    new = dict(zip(keys_of(instrument), names, strict=False))
    assert len(new) == len(keys_of(instrument))
    responses = answer(instrument, seed)
    renamed = rename(instrument, new)
    moved = responses.rename(columns=new)
    for column in ("municipality", "wave", "question", "item", new["arm"]):
        moved[column] = moved[column].astype("object").map(lambda key: new.get(key, key))
    items = [new.get(item, item) for item in responses["item"].cat.categories]
    moved["item"] = pd.Categorical(moved["item"], items)
    there, back = release_all(instrument, responses), release_all(renamed, moved)
    assert len(there) == len(back)
    for one, other in zip(there.values(), back.values(), strict=True):
        numbers = [
            r.table.select_dtypes("number").fillna(-9).astype("float64") for r in (one, other)
        ]
        rows = [sorted(table.to_numpy().tolist(), key=rounded) for table in numbers]
        # The models are fitted by steps, whose rounding follows the order of the places.
        assert np.allclose(rows[0], rows[1], rtol=1e-4, atol=1e-7), one.name


def keys_of(instrument: Instrument) -> list[str]:
    keys = [*instrument.waves, *instrument.places, *instrument.families]
    for question in instrument.questions:
        keys += [question.name, *question.items]
    named = [name for section in COMPARED.values() for name in section]
    return list(dict.fromkeys([*keys, "arm", "tried", "waited", *named]))


def rename(instrument: Instrument, new: dict[str, str]) -> Instrument:
    def each(keys: object) -> tuple[str, ...]:
        assert isinstance(keys, tuple | list)
        return tuple(str(new.get(key, key)) for key in keys)

    return Instrument(
        tuple(Question(new[q.name], q.kind, each(q.items), q.ends, q.better)
              for q in instrument.questions),
        each(instrument.waves), each(instrument.places),
        {new[name]: list(each(questions)) for name, questions in instrument.families.items()},
        {new["arm"]: each(("tried", "waited"))}, rename_all(instrument.survey, new),
    )  # fmt: skip


def rename_all(told: Any, new: Mapping[str, str]) -> Any:
    """A section with each name in it renamed, wherever it stands."""
    if isinstance(told, Mapping):
        return {new.get(key, key): rename_all(value, new) for key, value in told.items()}
    return new.get(told, told) if isinstance(told, str) else told
