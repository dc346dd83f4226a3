"""What is wrong with the columns that a ``study.toml`` declares, across several places."""

from collections.abc import Iterator
from datetime import date

from analysis.study.codebook import NEEDED, PARTS
from analysis.study.cross_checks import Declared, Fault, fault, strings, unknown
from analysis.study.scale import BETTER, FEWEST_POINTS, MOST_POINTS
from analysis.study.spelling import normal


def find_codebook_faults(file: Declared) -> Iterator[Fault]:
    """Days in the wrong order, columns that are needed, and what columns say of labels."""
    project = file.section("project")
    start, end = project.get("start"), project.get("end")
    if type(start) is type(end) is date and start > end:
        yield fault("study_fault.day_before", "project", "end")
    for table in file.section("tables"):
        columns = file.section("tables", table)
        is_one_place = table == "responses" and len(file.section("municipalities")) == 1
        for name in NEEDED.get(table, ()):
            if name not in columns and not (is_one_place and name == "municipality"):
                yield fault("study_fault.missing", "tables", table, name)
        for name in columns:
            yield from _find_label_faults(file, table, name)
            yield from _find_spelling_faults(file, table, name)


def _find_label_faults(file: Declared, table: str, name: str) -> Iterator[Fault]:
    place = ("tables", table, name)
    column = file.section(*place)
    for part in ("labels", "items"):
        group = column.get(part)
        if group is None and part == PARTS.get(str(column.get("kind"))):
            yield fault("study_fault.missing", *place, part)
        elif isinstance(group, str) and not file.section("labels", group):
            yield fault("study_fault.no_labels", *place, part, labels=group)
    if column.get("kind") == "scale":
        yield from _find_scale_faults(file, *place)
    if "ends" in column and column.get("kind") != "number":
        yield fault("study_fault.ends", *place, "ends")
    if "order" in column and column.get("kind") != "date":
        yield fault("study_fault.day_order", *place, "order")
    if "none_counts" in column and column.get("kind") != "multiple":
        yield fault("study_fault.none_counts", *place, "none_counts")
    if "per_place" in column and place[1:] != ("responses", "respondent_id"):
        yield fault("study_fault.per_place", *place, "per_place")
    if (column.get("kind") == "scale" or "ends" in column) and "better" not in column:
        choices = ", ".join(f'"{better}"' for better in BETTER)
        yield fault("study_fault.better", *place, "better", choices=choices)
    for question in file.section(*place, "asked_if"):
        known = file.labels(table, question)
        for answer in strings(column["asked_if"][question]):
            yield from unknown(answer, known, *place, "asked_if", question)


def _find_scale_faults(file: Declared, *place: str) -> Iterator[Fault]:
    """Points that are no scale."""
    keys = list(file.labels(*place[1:]))
    if not all(key.isdecimal() for key in keys):
        yield fault("study_fault.scale", *place, "labels")
        return
    points = sorted(map(int, keys))
    if points and (
        not FEWEST_POINTS <= len(points) <= MOST_POINTS
        or points[0] > 1
        or points != list(range(points[0], points[0] + len(points)))
    ):
        yield fault("study_fault.points", *place, "labels", least=FEWEST_POINTS, most=MOST_POINTS)


def _find_spelling_faults(file: Declared, table: str, name: str) -> Iterator[Fault]:
    """Spellings of what is not there, and those that two answers or two items share."""
    place = ("tables", table, name)
    groups = [file.labels(table, name, part) for part in ("labels", "items")]
    extra = file.section(*place, "spellings")
    for key in extra:
        if not any(key in group for group in groups):
            yield fault("study_fault.no_answer", *place, "spellings", key)
    for group in groups:
        seen: dict[str, str] = {}
        for key, texts in group.items():
            told = (key, *strings(texts), *strings(extra.get(key)))
            for text in filter(None, told):  # an empty one is a fault of its own
                if (other := seen.setdefault(normal(text), key)) != key:
                    yield fault("study_fault.alike", *place, key=key, other=other, text=text)
