"""The part of ``study.toml`` that says how a survey is analysed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.study.codebook import Column
from analysis.study.declaration import WAVES, Contrast, StudyError, Survey

Columns = Mapping[str, Column]
Table = Mapping[str, Any]
PARTS = tuple(part.name for part in fields(Survey))


def build_survey(table: Table, columns: Columns, path: Path) -> Survey:
    """The section ``[survey]``; empty if a study declares none.

    Parameters
    ----------
    table : mapping
        The whole ``study.toml``.
    columns : mapping
        The codebook's columns of the table ``responses``.
    path : Path
        Of the file, for the message.

    Raises
    ------
    StudyError
        With every fault of the section.
    """
    declared: Table = table.get("survey", {})
    if faults := list(_find_faults(declared, columns)):
        raise StudyError("\n".join(f"{path}: 'survey.{fault}" for fault in faults))
    low, high = declared.get("plausible_correlations", (0.0, 0.0))
    return Survey(
        families={name: tuple(own) for name, own in declared.get("families", {}).items()},
        contrasts={name: Contrast(**own) for name, own in declared.get("contrasts", {}).items()},
        rating_groups={key: tuple(own) for key, own in declared.get("rating_groups", {}).items()},
        plausible_correlations=(float(low), float(high)),
    )


def _find_faults(declared: Table, columns: Columns) -> Iterator[str]:
    yield from (f"{key}' is unknown; choose from: {', '.join(PARTS)}"
                for key in declared if key not in PARTS)  # fmt: skip
    yield from _family_faults(declared.get("families", {}), columns)
    yield from _rating_faults(declared.get("rating_groups", {}), columns)
    for name, own in declared.get("contrasts", {}).items():
        yield from (f"contrasts.{name}{fault}" for fault in _contrast_faults(own, columns))
    assumed = declared.get("plausible_correlations", [0.0, 0.0])
    if not (
        isinstance(assumed, list)
        and len(assumed) == 2
        and all(isinstance(r, int | float) and 0 <= r < 1 for r in assumed)
        and assumed[0] <= assumed[1]
    ):
        yield "plausible_correlations' must be two numbers from 0 to below 1, in their order"


def _family_faults(families: Table, columns: Columns) -> Iterator[str]:
    named = [question for questions in families.values() for question in questions]
    for name, questions in families.items():
        for question in questions:
            if question not in columns:
                yield f"families.{name}' has an unknown question '{question}'"
            elif named.count(question) > 1:
                yield f"families.{name}' has '{question}', which is in several families"


def _rating_faults(groups: Table, columns: Columns) -> Iterator[str]:
    scales = [column for column in columns.values() if column.kind == "scale"]
    steps = sorted({int(step) for column in scales for step in column.allowed})
    grouped = [step for ratings in groups.values() for step in ratings]
    if groups and grouped != steps:
        yield f"rating_groups' must have each rating once, in order: {', '.join(map(str, steps))}"


def _contrast_faults(own: Table, columns: Columns) -> Iterator[str]:
    parts = tuple(part.name for part in fields(Contrast))
    if set(own) != set(parts):
        yield f"' must have: {', '.join(parts)}"
        return
    question, by = columns.get(own["question"]), columns.get(own["by"])
    if question is None or own["item"] not in (*question.item_keys, *question.allowed):
        yield f"' names an unknown answer '{own['question']}.{own['item']}'"
    if by is None or not {own["group"], own["against"]} <= set(by.allowed):
        yield f"' names unknown groups of '{own['by']}'"
    elif own["group"] == own["against"]:
        yield "' compares a group with itself"
    if own["wave"] not in WAVES:
        yield f".wave' must be one of: {', '.join(WAVES)}"
