"""A place at a glance as a picture to share: what stands on it, as data."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import numpy as np

from analysis.drawing.words.caption import source_sentence
from analysis.report.exhibit import Exhibit
from analysis.study.edition import Edition
from analysis.topics.at_a_glance import STRIPS
from analysis.topics.at_a_glance.strips import MOST_RINGS, write_legend
from analysis.topics.at_a_glance.view import Strip, find_activity, make_strips

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
    released, strips = shown.released, make_strips(shown.released)
    caveat = edition.say.text("publication.share_caveat")
    return {
        "lang": edition.language,
        "title": shown.caption.title,
        "kicker": edition.study_name(edition.study.key),
        "mark": shown.caption.mark,
        "activity": find_activity(released),
        "strips": [describe_strip(strip) for strip in strips],
        "legend": write_legend(released, strips),
        "caveat": f"{caveat} {source_sentence(released)}",
    }


def describe_strip(strip: Strip) -> dict[str, Any]:
    """A strip whose marks stand on a scale from 0 to 1; of many places a band."""
    are_many = len(strip.places) > MOST_RINGS
    spread = np.quantile(strip.places, (0, 0.25, 0.75, 1)) if are_many else ()
    marks = {name: _at(strip, getattr(strip, name)) for name in ("point", "low", "high", "project")}
    return marks | {
        "question": strip.question,
        "measure": strip.measure,
        "ends": list(strip.marks),
        "value": strip.value,
        "is_number": strip.is_number,
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
