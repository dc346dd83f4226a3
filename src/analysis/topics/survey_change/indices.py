"""Indices: one number a form of its answers to several items, as the study declares it."""

import numpy as np
import pandas as pd

from analysis.study.index import Index
from analysis.study.study import Study


def add_indices(responses: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Responses with each declared index as a question of its own.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`.
    study : Study

    Returns
    -------
    pandas.DataFrame
        The same rows, and for each index one a form; ``missing`` where fewer items are
        answered than the index asks for.
    """
    if not study.survey.indices:
        return responses
    parts = [_index_rows(responses, study, *named) for named in study.survey.indices.items()]
    known = responses.assign(response=responses["response"].astype("Float64"))
    frames = [part.astype({"question": "object", "item": "object"}) for part in (known, *parts)]
    table = pd.concat(frames, ignore_index=True)
    items = responses["item"].astype("category").cat.categories
    return table.assign(item=pd.Categorical(table["item"], ["", *items.drop("", errors="ignore")]))


def _index_rows(responses: pd.DataFrame, study: Study, name: str, index: Index) -> pd.DataFrame:
    forms = responses.drop_duplicates("form").set_index("form", drop=False)
    values = _values(responses, study, index).reindex(forms.index)
    answered = values.notna().to_numpy()
    return forms.assign(
        question=name,
        item="",
        response=values.astype("Float64"),
        missing=np.where(answered, "", "no_answer"),
    ).reset_index(drop=True)


def _values(responses: pd.DataFrame, study: Study, index: Index) -> pd.Series:
    """The index of each form that answered enough of its items."""
    columns, table = study.columns, answers_of(responses, study, index)
    values = table.mean(axis=1) * index.factor
    if index.rule == "sum":
        values = values * table.shape[1]
    values = values.where(table.notna().sum(axis=1) >= index.minimum_answered)
    if index.stretch is None:
        return values
    (low, high), (first, last) = index.reach(columns), index.stretch
    return first + (values - low) / (high - low) * (last - first)


def answers_of(responses: pd.DataFrame, study: Study, index: Index) -> pd.DataFrame:
    """The answers to an index' items, a row a form, those of the other direction turned round."""
    columns = study.columns
    answers = []
    for question, item in index.items(columns):
        asked = (responses["question"] == question) & (responses["item"] == item)
        given = responses[asked & (responses["missing"] == "")].set_index("form")["response"]
        scale = columns[question].scale
        if scale is not None and {scale.better, index.better} == {"high", "low"}:
            given = sum(scale.ends) - given
        answers.append(given.astype("float64").rename(f"{question}.{item}"))
    return pd.concat(answers, axis=1)
