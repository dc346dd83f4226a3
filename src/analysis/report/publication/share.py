"""A place at a glance as a picture to share: what stands on it, as data."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import numpy as np

from analysis.drawing.words.caption import Caption, source_sentence
from analysis.release.estimates import Released
from analysis.report.exhibit import Exhibit
from analysis.study.edition import Edition
from analysis.topics.at_a_glance import STRIPS
from analysis.topics.at_a_glance.strip import Strip
from analysis.topics.at_a_glance.strips import MOST_RINGS, write_legend
from analysis.topics.at_a_glance.view import find_activity, make_strips

JOINED = "\N{WORD JOINER}"
"""Keeps both ends of an interval on one line."""


def describe_share(edition: Edition, exhibits: Mapping[str, Exhibit]) -> dict[str, Any]:
    """What a picture to share says of a place: the strips, where they are from, and a caveat.

    Parameters
    ----------
    edition : Edition
    exhibits : mapping
        With the figure `STRIPS`, drawn.

    Raises
    ------
    ValueError
        If the study shows no place at a glance.
    """
    shown = exhibits.get(STRIPS.name)
    if shown is None or shown.caption is None:
        raise ValueError(f"{edition.study.key} shows nothing at a glance: there is no picture")
    glance = describe_glance(shown.released, shown.caption)
    return glance | {
        "lang": edition.language,
        "kicker": edition.study_name(edition.study.key),
        "activity": find_activity(shown.released),
        "caveat": f"{glance['caveat']} {source_sentence(shown.released)}",
    }


def describe_glance(released: Released, caption: Caption) -> dict[str, Any]:
    """The strips of a place, what their marks are, and how far they can be relied on."""
    strips = make_strips(released)
    return {
        "title": caption.title,
        "mark": caption.mark,
        "strips": [describe_strip(strip) for strip in strips],
        "legend": write_legend(released, strips),
        "caveat": released.say.text("publication.share_caveat"),
        "foot": caption.foot,
    }


def describe_strip(strip: Strip) -> dict[str, Any]:
    """A strip whose marks stand on a scale from 0 to 1; of many places a band."""
    are_many = len(strip.places) > MOST_RINGS
    spread = np.quantile(strip.places, (0, 0.25, 0.75, 1)) if are_many else ()
    marks = {name: _at(strip, getattr(strip, name)) for name in ("point", "low", "high", "project")}
    return marks | {
        "zero": _at(strip, 0.0) if strip.has_zero else None,
        "question": strip.question,
        "measure": strip.measure,
        "ends": list(strip.marks),
        "value": strip.value,
        "is_finding": strip.is_finding,
        "is_drawn": bool(strip.ends),
        "basis": _keep_together(strip.basis),
        "sentence": _keep_together(strip.sentence),
        "rings": [] if are_many else [_at(strip, value) for value in strip.places],
        "band": [_at(strip, value) for value in spread] or None,
    }


def _keep_together(words: str) -> str:
    return words.replace("–", f"{JOINED}–{JOINED}")


def _at(strip: Strip, value: float) -> float | None:
    """Where a number stands on its strip's scale; None where there is none."""
    if isnan(value):
        return None
    low, high = strip.ends
    return float((value - low) / (high - low))
