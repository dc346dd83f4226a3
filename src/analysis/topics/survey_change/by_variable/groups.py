"""Which group of a declared variable each filled-in form is of."""

import pandas as pd

from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.study.survey import CHOSEN
from analysis.topics.survey_change.whole_places import list_whole_places

UNTOLD = ""
"""Group of the forms that do not tell it: left out, it would be all answers less the others."""
YES = 1
"""Response to an item of a question with several answers that was chosen."""


def list_variables(study: Study) -> tuple[str, ...]:
    """What groups can be told apart by: background variables, and questions of one answer."""
    columns = study.columns.values()
    chosen = (column.name for column in columns if column.is_question and column.kind == "choice")
    return (*study.background, *chosen)


def list_chosen(study: Study) -> tuple[str, ...]:
    """Questions whose answers are chosen."""
    return tuple(c.name for c in study.columns.values() if c.is_question and c.kind in CHOSEN)


def list_rated(study: Study) -> tuple[str, ...]:
    """Questions and indices whose answers are numbers."""
    return tuple(c.name for c in study.columns.values() if c.is_question and c.scale is not None)


def points_of(study: Study, question: str) -> tuple[float, ...]:
    """The points of the scale of a question that is rated, or of an index."""
    if (scale := study.columns[question].scale) is None:
        raise StudyError(f"{question} is not rated")
    return scale.points


def group_forms(responses: pd.DataFrame, by: str, edition: Edition) -> pd.Series:
    """The group of each form, by its number; `UNTOLD` where it is not known.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`.
    by : str
        One of `list_variables`.
    edition : Edition

    Raises
    ------
    StudyError
        For places, of which nothing is computed from answers, and for what is not declared.
    """
    if by == "municipality":
        raise StudyError(edition.say.text("by_variable.no_places"))
    check_choice("by", by, list_variables(edition.study))
    forms = pd.Index(responses["form"].unique(), name="form")
    if by in edition.study.background:
        rows, column = responses.drop_duplicates("form"), by
    else:
        is_answer = (responses["question"] == by) & (responses["missing"] == "")
        rows, column = responses[is_answer], "item"
    groups = rows.set_index("form")[column].astype("object").reindex(forms)
    return groups.where(groups.notna(), UNTOLD)


def check_no_places(responses: pd.DataFrame, groups: pd.Series, edition: Edition) -> None:
    """Refuse groups that are made of whole places, whose exact numbers would be those of places.

    Parameters
    ----------
    responses : pandas.DataFrame
    groups : pandas.Series
        From `group_forms`.
    edition : Edition

    Raises
    ------
    StudyError
    """
    everyone = responses.drop_duplicates("form")
    for _, of_group in everyone.groupby(groups.reindex(everyone["form"]).to_numpy()):
        if list_whole_places(of_group, everyone, edition):
            raise StudyError(edition.say.text("by_variable.no_places"))


def answers_to(responses: pd.DataFrame, question: str, groups: pd.Series) -> pd.DataFrame:
    """Answers to a question that were given, with the ``group`` of their form."""
    is_answer = (responses["question"] == question) & (responses["missing"] == "")
    columns = responses.loc[is_answer, ["form", "wave", "item", "response", "origin"]]
    plain = columns.astype({"wave": "object", "item": "object", "origin": "object"})
    return plain.assign(group=groups.reindex(plain["form"]).to_numpy())


def answers_by_group(
    responses: pd.DataFrame, question: str, by: str, edition: Edition
) -> pd.DataFrame:
    """Answers to a question with their group, where no group is made of whole places."""
    groups = group_forms(responses, by, edition)
    check_no_places(responses, groups, edition)
    return answers_to(responses, question, groups)
