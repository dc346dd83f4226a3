"""Places of a study that its files say nothing of."""

from collections.abc import Mapping

import pandas as pd

from analysis.study.study import Study


def find_absent(study: Study, tables: Mapping[str, pd.DataFrame | None]) -> dict[str, list[str]]:
    """Municipalities without a row, by table; for the eyes of those who have the files.

    Those that the study declares not to have been surveyed are not missed in the survey, and of a
    table that tells no place nothing is missed.

    Parameters
    ----------
    study : Study
    tables : mapping
        Tidy frames by name, as of `Folder`; of a table that is None nothing is said.
    """
    found = {}
    for name in study.codebook.tables:
        tells_place = "municipality" in study.codebook.tables[name]
        if tells_place and (table := tables.get(name)) is not None:
            there = set(table["municipality"])
            there |= set(study.survey.not_surveyed) if name == "responses" else set()
            found[name] = [key for key in study.municipalities if key not in there]
    return {name: places for name, places in found.items() if places}
