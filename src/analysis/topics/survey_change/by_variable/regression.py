"""A regression with a study's variables, by statsmodels' formulas."""

from typing import Any

import pandas as pd

from analysis.study.declaration import check_choice
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import list_forms

MODELS = ("ols", "logit")
COEFFICIENTS = ["term", "estimate", "lower", "upper", "p_value"]


def tabulate_forms(responses: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """A row a form and a column a variable, as formulas need it.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`.
    edition : Edition

    Returns
    -------
    pandas.DataFrame
        ``form, person, municipality, wave``, the background variables, and of each question its
        answer: a number of a rating, 0 or 1 of an answer of several, a key of one of several.
        Questions with items have a column an item, ``<question>_<item>``.
    """
    forms = list_forms(responses)
    places = responses.drop_duplicates("form").set_index("form")["municipality"]
    table = forms[["person", "wave", *edition.study.background]].assign(municipality=places)
    given = responses[responses["missing"] == ""].astype({"question": "object", "item": "object"})
    for question, rows in given.groupby("question", sort=False):
        column = edition.study.columns[question]
        if column.kind == "choice":
            table[question] = rows.set_index("form")["item"]
            continue
        for item, answers in rows.groupby("item", sort=False):
            name = f"{question}_{item}" if item else str(question)
            table[name] = answers.set_index("form")["response"].astype("float64")
    return table.reset_index()


def fit_formula(
    forms: pd.DataFrame, formula: str, level: float, model: str = "ols"
) -> tuple[pd.DataFrame, Any]:
    """Fit a formula; the forms of one person are one cluster, whose answers are alike.

    Parameters
    ----------
    forms : pandas.DataFrame
        From `tabulate_forms`.
    formula : str
        Such as ``"wellbeing ~ C(wave) + C(gender)"``.
    level : float
        Of the intervals.
    model : str
        ``"ols"`` or ``"logit"``.

    Returns
    -------
    tuple
        A frame with a row a coefficient, and the results as statsmodels has them.
    """
    check_choice("model", model, MODELS)
    import statsmodels.formula.api as smf  # here: it takes long to load

    described = getattr(smf, model)(formula, data=forms, missing="drop")
    people = forms.loc[described.data.row_labels, "person"]
    fitted = described.fit(cov_type="cluster", cov_kwds={"groups": people}, **QUIET[model])
    ends = fitted.conf_int(alpha=1 - level)
    columns = (fitted.params.index, fitted.params, ends[0], ends[1], fitted.pvalues)
    return pd.DataFrame(dict(zip(COEFFICIENTS, map(list, columns), strict=True))), fitted


QUIET: dict[str, dict[str, Any]] = {"ols": {}, "logit": {"disp": False}}
"""What a model's fit is told, so that it prints nothing."""
