"""The codebook part of ``study.toml``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.study.codebook import Codebook, Column, Spellings, normal
from analysis.study.codebook_faults import Labels, find_codebook_faults
from analysis.study.declaration import LANGUAGES, Municipality, StudyError, Texts


def build_codebook(
    table: Mapping[str, Any],
    municipalities: Mapping[str, Municipality],
    labels: Labels,
    path: Path,
) -> Codebook:
    """The codebook that a ``study.toml`` declares; without tables if it reads no exports.

    Raises
    ------
    StudyError
        With every fault of the declared columns.
    """
    words: Mapping[str, Any] = table.get("spellings", {})
    files: Mapping[str, Any] = table.get("input_files", {})
    project: Mapping[str, Any] = table.get("project", {})
    declared: Mapping[str, Any] = table.get("tables", {})
    reasons: Mapping[str, list[str]] = words.get("missing", {})
    if faults := find_codebook_faults(table, labels):
        raise StudyError("\n".join(f"{path}: {fault}" for fault in faults))
    return Codebook(
        tables={
            name: {key: _column(key, own, labels) for key, own in columns.items()}
            for name, columns in declared.items()
        },
        municipalities={
            spelling: m.key for m in municipalities.values() for spelling in _spellings_of(m)
        },
        elsewhere=_forms(words, "elsewhere"),
        yes=_forms(words, "yes"),
        no=_forms(words, "no"),
        total=_forms(words, "total"),
        missing={
            normal(spelling): reason
            for reason, spellings in reasons.items()
            for spelling in spellings
        },
        largest_mb=files.get("largest_mb", 50),
        largest_unpacked_mb=files.get("largest_unpacked_mb", 500),
        start=project.get("start"),
        end=project.get("end"),
    )


def _column(key: str, own: Mapping[str, Any], labels: Labels) -> Column:
    extra: Mapping[str, list[str]] = own.get("spellings", {})
    items: Mapping[str, Texts] = labels[own["items"]] if "items" in own else {}
    return Column(
        name=key,
        kind=own["kind"],
        titles={language: tuple(own["titles"][language]) for language in LANGUAGES},
        answers=_spell(labels[own["labels"]], extra) if "labels" in own else {},
        items=_spell(items, extra),
        answer_labels=own.get("labels", ""),
        item_labels=own.get("items", ""),
        item_keys=tuple(items),
        item_words=tuple(texts[LANGUAGES[0]] for texts in items.values()),
        optional=own.get("optional", False),
        filled=own.get("filled", False),
        elsewhere=own.get("elsewhere", False),
        summed=own.get("summed", False),
        texts={language: _allowed(own, labels, items, language) for language in LANGUAGES},
        asked_if={q: tuple(answers) for q, answers in own.get("asked_if", {}).items()},
    )


def _allowed(
    own: Mapping[str, Any], labels: Labels, items: Mapping[str, Texts], language: str
) -> str:
    """What a cell of the column may say, as a message lists it."""
    texts = labels[own["labels"]] if "labels" in own else items
    if own["kind"] == "scale":
        return ", ".join(texts)
    return "; ".join(text[language] for text in texts.values())


def _spell(labels: Mapping[str, Texts], extra: Mapping[str, list[str]]) -> Spellings:
    """Every spelling of each key: the key, its texts, both together, and what is added."""
    spelled: dict[str, str] = {}
    for key, texts in labels.items():
        spellings = [key, *texts.values(), *extra.get(key, [])]
        coded = [f"{key} {text}" for text in texts.values()]
        spelled |= {normal(text): key for text in (*spellings, *coded)}
    return spelled


def _spellings_of(municipality: Municipality) -> list[str]:
    # A spreadsheet makes the number 71 of the code "071".
    codes = [municipality.code, str(int(municipality.code))]
    words = (municipality.key, *municipality.name.values(), *municipality.aliases)
    return [normal(spelling) for spelling in (*words, *codes)]


def _forms(words: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(normal(word) for word in words.get(key, []))
