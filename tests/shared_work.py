"""What tests make once: data read and made coarse, units without processes, what follows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest

from analysis.inputs import chosen
from analysis.release.attack import breaks
from analysis.release.attack.engine import Knowledge, derive
from analysis.release.attack.facts import Evidence
from analysis.run import template, workers
from analysis.run.make import Outcome, make_unit
from analysis.run.plan import Run
from analysis.study.study_file import read_study
from analysis.topics.publication_audit import material as audit
from analysis.topics.survey_change import material as survey

KEPT: tuple[dict[str, Any], ...] = (chosen._KEPT, survey._KEPT, audit._KEPT)
"""Where a run's notebooks find what was read for all of them."""


@lru_cache(maxsize=4)
def _keep(study: str, data: str) -> tuple[dict[str, Any], ...]:
    """What is read for all notebooks of a run, as `analysis.run.preload` does."""
    declared = read_study(study)
    chosen.keep_inputs(declared, data)
    survey.keep_coarse(declared, data)
    audit.keep_audit(declared)
    kept = tuple(dict(place) for place in KEPT)
    for place in KEPT:
        place.clear()
    return kept


@contextmanager
def kept_data(study: str, data: str) -> Iterator[None]:
    """A study's data are found as a run's notebooks find them, instead of read anew.

    Only meanwhile: other tests change rules, of which the version of what is kept tells nothing.
    """
    for place, kept in zip(KEPT, _keep(study, data), strict=True):
        place.update(kept)
    try:
        yield
    finally:
        for place in KEPT:
            place.clear()


def _make_here(run: Run, *_: object, **__: object) -> Iterator[Outcome]:
    with kept_data(run.study.key, run.data):
        for unit in run.units:
            yield make_unit(run, unit)


@contextmanager
def units_made_here() -> Iterator[None]:
    """Runs make their units in this process; `test_engine` and `test_batch` are of processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "make_here", _make_here)
        patch.setattr(template, "start_template", lambda _: None)
        yield


@contextmanager
def deriving_once() -> Iterator[Callable[..., Knowledge]]:
    """What follows from the same evidence is derived once, whoever asks: nobody changes it."""
    found: dict[object, Knowledge] = {}

    def derive_once(evidence: Evidence, *, exactly: bool = True) -> Knowledge:
        scales = tuple(evidence.scales.items())  # which answers occur, none but the judge asks
        key = (evidence.facts, evidence.partitions, evidence.linears, evidence.pooled, scales)
        if (known := found.get((key, exactly))) is None:
            known = found[key, exactly] = derive(evidence, exactly=exactly)
        return known

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breaks, "derive", derive_once)
        yield derive_once
