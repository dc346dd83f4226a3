"""What is wrong with the codebook part of a ``study.toml``."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from analysis.study.codebook import KINDS, REASONS, TABLES, normal
from analysis.study.declaration import LANGUAGES, WAVES, Texts

Labels = Mapping[str, Mapping[str, Texts]]
Table = Mapping[str, Any]
FLAGS = ("optional", "filled", "elsewhere", "summed")
COLUMN_KEYS = ("kind", "titles", "labels", "items", "spellings", "asked_if", *FLAGS)
PARTS = {"choice": ("labels",), "scale": ("labels",), "multiple": ("items",)}
"""What a column of a kind must declare besides its titles."""
NEEDED = {
    "responses": ("respondent_id", "municipality", "age_group", "gender", "wave"),
    "costs": ("municipality", "pilot", "date", "cost_kind", "hours", "hourly_pay_eur",
              "monthly_pay_eur", "on_cost_pct", "unit_price_eur", "quantity", "participants"),
    "registrations": ("registrant_id", "training", "date", "theme", "organisation",
                      "registered", "attended"),
}  # fmt: skip
"""Columns that the estimates know by name."""


def find_codebook_faults(table: Table, labels: Labels) -> list[str]:
    """Every fault of a study's project days, limits, spellings and tables.

    Parameters
    ----------
    table : mapping
        The whole ``study.toml``.
    labels : mapping
        Its labels.
    """
    faults = [*_day_faults(table.get("project", {})), *_limit_faults(table.get("input_files", {}))]
    faults += _word_faults(table.get("spellings", {}))
    for name, columns in table.get("tables", {}).items():
        if name not in TABLES:
            faults.append(f"unknown table '{name}'; choose from: {', '.join(TABLES)}")
            continue
        faults += [f"'tables.{name}.{c}' is missing" for c in NEEDED[name] if c not in columns]
        for key, own in columns.items():
            where = f"tables.{name}.{key}"
            faults += [f"'{where}{fault}" for fault in _column_faults(own, columns, labels)]
    if table.get("tables") and tuple(labels.get("wave", ())) != WAVES:
        faults.append(f"'labels.wave' must be: {', '.join(WAVES)}")
    return faults


def _column_faults(own: Table, columns: Table, labels: Labels) -> Iterator[str]:
    kind, titles = own.get("kind"), own.get("titles", {})
    yield from (f"' has an unknown key '{key}'" for key in own if key not in COLUMN_KEYS)
    if kind not in KINDS:
        yield f".kind' must be one of: {', '.join(KINDS)}"
        return
    for language in LANGUAGES:
        if not _is_texts(titles.get(language)):
            yield f".titles.{language}' must be a list of texts"
    for flag in FLAGS:
        if type(own.get(flag, False)) is not bool:
            yield f".{flag}' must be true or false"
    for part in ("labels", "items"):
        if part in PARTS.get(kind, ()) and part not in own:
            yield f".{part}' is missing"
        elif part in own and own[part] not in labels:
            yield f".{part}' names labels.{own[part]}, which are not there"
    if kind == "scale" and not all(key.isdigit() for key in labels.get(own.get("labels", ""), ())):
        yield ".labels' of a scale must be whole numbers"
    yield from _spelling_faults(own, labels)
    yield from _filter_faults(own.get("asked_if", {}), columns, labels)


def _spelling_faults(own: Table, labels: Labels) -> Iterator[str]:
    """Spellings of what is not there, and those that two answers or two items share."""
    extra = own.get("spellings", {})
    groups = [labels[own[p]] for p in ("labels", "items") if own.get(p) in labels]
    for key, spellings in extra.items():
        if not any(key in group for group in groups):
            yield f".spellings.{key}' is of no answer or item"
        if not _is_texts(spellings):
            yield f".spellings.{key}' must be a list of texts"
    for group in groups:
        seen: dict[str, str] = {}
        for key, texts in group.items():
            for text in (key, *texts.values(), *extra.get(key, ())):
                if seen.setdefault(normal(str(text)), key) != key:
                    yield f"' spells '{key}' and '{seen[normal(str(text))]}' alike: '{text}'"


def _filter_faults(asked_if: Table, columns: Table, labels: Labels) -> Iterator[str]:
    for question, answers in asked_if.items():
        known = labels.get(columns.get(question, {}).get("labels", ""), {})
        for answer in answers:
            if answer not in known:
                yield f".asked_if.{question}' has an unknown answer '{answer}'"


def _word_faults(words: Table) -> Iterator[str]:
    for key in words:
        if key not in ("yes", "no", "total", "elsewhere", "missing"):
            yield f"'spellings.{key}' is unknown"
        elif key != "missing" and not _is_texts(words[key]):
            yield f"'spellings.{key}' must be a list of texts"
    for reason, spellings in words.get("missing", {}).items():
        if reason not in REASONS[:-1]:
            choices = ", ".join(REASONS[:-1])
            yield f"'spellings.missing.{reason}' is unknown; choose from: {choices}"
        elif not _is_texts(spellings):
            yield f"'spellings.missing.{reason}' must be a list of texts"


def _day_faults(project: Table) -> Iterator[str]:
    days = [project.get("start", date.min), project.get("end", date.max)]
    if not all(type(day) is date for day in days) or days[0] > days[1]:
        yield "'project.start' and 'project.end' must be dates, in their order"


def _limit_faults(files: Table) -> Iterator[str]:
    for key, value in files.items():
        if key not in ("largest_mb", "largest_unpacked_mb"):
            yield f"'input_files.{key}' is unknown"
        elif type(value) is not int or value < 1:
            yield f"'input_files.{key}' must be a whole number of megabytes"


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)
