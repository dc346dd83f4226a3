"""A published table that is known to be impossible, found in full by the audit.

Sigirci, Ö. and Wansink, B. (2015). Low prices and high regret: how pricing influences regret at
all-you-can-eat buffets. *BMC Nutrition* 1, article 36, Table 2 (retracted in 2017). Means and
standard deviations of five statements, rated in whole numbers, by price and pieces eaten.

Which of them cannot be is from van der Zee, T., Anaya, J. and Brown, N. J. L. (2017). Statistical
heartburn: an attempt to digest four pizza publications from the Cornell Food and Brand Lab. *BMC
Nutrition* 3, article 54, appendix, article 4, "Granularity errors". The numbers are as these
authors typed them from the table for their reanalysis (github.com/OmnesRes/pizzapizza,
Python/paper4_table2.txt, and again R/Wansink-reanalyses.R), with their numbers of people.
"""

from pathlib import Path

import pandas as pd
import pytest

from analysis.inputs.printed.audit_file import Audit, build_audit
from analysis.topics.publication_audit.audit import audit_figures

PEOPLE = {"4.one": 18, "4.two": 18, "4.three": 7, "8.one": 17, "8.two": 19, "8.three": 10}
"""By price in dollars and pieces of pizza."""
TABLE_2 = {
    "more_pizza": "2.63 2.06  4.82 2.55  6.00 2.00  1.76 1.82  3.53 2.39  4.40 3.24",
    "guilty": "2.39 1.94  3.44 2.47  3.71 1.49  2.26 1.79  1.68 1.42  2.90 2.08",
    "uncomfortable": "2.17 1.88  2.94 2.12  2.43 1.51  1.97 1.68  1.45 0.94  2.25 1.81",
    "overate": "2.11 1.81  3.89 2.59  3.71 1.79  1.67 1.28  1.67 1.24  3.50 2.74",
    "more_food": "2.50 2.20  4.28 2.44  4.57 2.22  2.00 1.45  2.14 1.77  3.92 2.81",
}
"""Mean and standard deviation in the order of `PEOPLE`."""
IMPOSSIBLE_MEANS = {
    "more_pizza.4.one", "more_pizza.4.two", "guilty.8.one", "uncomfortable.8.one",
    "uncomfortable.8.two", "uncomfortable.8.three", "overate.8.one", "overate.8.two",
    "more_food.8.two", "more_food.8.three",
}  # fmt: skip
IMPOSSIBLE_DEVIATIONS = {
    "guilty.4.two", "guilty.4.three", "uncomfortable.4.one", "uncomfortable.4.two",
    "overate.4.three", "overate.8.three", "more_food.4.three", "more_food.8.one",
}  # fmt: skip
DECLARED = {"rounding": "half", "weighted": "no", "items": 1, "statistic": "mean",
            "divisor": "n-1"}  # fmt: skip


def table_2(**declared: object) -> Audit:
    rows = []
    for statement, line in TABLE_2.items():
        numbers = line.split()
        for place, (group, n) in enumerate(PEOPLE.items()):
            mean, sd = numbers[2 * place : 2 * place + 2]
            rows.append({"id": f"{statement}.{group}", "printed": mean, "value": float(mean),
                         "sd": sd, "n": n, "unit": "rating", "bound": "", "date": pd.NaT,
                         "document": "article", "heading": statement, "origin": "published",
                         **declared})  # fmt: skip
    figures = pd.DataFrame(rows).astype({"n": "Int64", "date": "datetime64[s]"})
    return build_audit({}, figures, Path("audit.toml"))


@pytest.mark.parametrize(
    ("check", "impossible"), [("n", IMPOSSIBLE_MEANS), ("sd", IMPOSSIBLE_DEVIATIONS)]
)
def test_what_the_reanalysis_calls_impossible_is_found_and_nothing_else(
    check: str, impossible: set[str]
) -> None:
    found = [o for o in audit_figures(table_2(**DECLARED)) if o.check == check]
    assert len(found) == 30
    assert {o.figure for o in found if o.verdict == "inconsistent"} == impossible


def test_a_deviation_beside_an_impossible_mean_is_left_open() -> None:
    found = audit_figures(table_2(**DECLARED))
    left_open = {o.figure for o in found if o.reason == "audit.sd_of_mean"}
    assert left_open == IMPOSSIBLE_MEANS


def test_undeclared_nothing_of_it_is_called_inconsistent() -> None:
    """Who does not know that answers are whole and count alike cannot tell."""
    verdicts = {o.verdict for o in audit_figures(table_2())}
    assert verdicts == {"consistent", "uninformative"}
