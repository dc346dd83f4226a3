"""The tidy frames of a project's own data, and what their columns are."""

import pandas as pd

from analysis.inputs.chosen import Inputs
from analysis.inputs.own_files import reads_own_files
from analysis.report.desk.gallery import Gallery
from analysis.report.desk.unreleased import Unreleased
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition

FRAMES = {
    "survey_change": "responses",
    "cost_breakdown": "costs",
    "training_attendance": "registrations",
}
"""The frame that each topic's figures are computed from."""


def tidy_of(gallery: Gallery, topic: str, edition: Edition) -> Unreleased:
    """The tidy frame behind a topic.

    Raises
    ------
    StudyError
        If its figures are computed from published numbers.
    """
    if topic not in FRAMES:
        raise StudyError(edition.say.text("tidy.published"))
    return name_frame(gallery.inputs, FRAMES[topic], edition)


def name_frame(inputs: Inputs, name: str, edition: Edition) -> Unreleased:
    """A tidy frame of a project's own data, by its name.

    Raises
    ------
    StudyError
        If there is none: of published numbers, or of a study that reads no exports.
    """
    check_choice("frame", name, tuple(FRAMES.values()))
    frame: pd.DataFrame | None = getattr(inputs, name)
    if frame is None or not reads_own_files(edition.study, edition.data):
        raise StudyError(edition.say.text("tidy.published"))
    labels = {
        "responses": "tidy.responses",
        "costs": "tidy.costs",
        "registrations": "tidy.registrations",
    }
    return Unreleased(frame.copy(), edition, edition.say.text(labels[name]))
