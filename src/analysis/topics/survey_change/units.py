"""What changes of ratings are counted in, in words."""

from analysis.study.scale import Scale
from analysis.study.wording import Wording

SIZES = {
    "steps": "survey_change_unit.steps",
    "points": "survey_change_unit.points",
    "number": "survey_change_unit.number",
}
"""Key of a size, by the unit of its scale."""
SIZES_OF_SCALE = SIZES | {"steps": "survey_change_unit.steps_of_scale"}
"""The same, where nothing else says that steps are those of the scale."""
MEASURES = {
    "steps": "survey_change_unit.in_steps",
    "points": "survey_change_unit.in_points",
    "number": "survey_change_unit.in_number",
}
"""Key of what changes are told in."""
MEASURES_OF_SCALE = MEASURES | {"steps": "survey_change_unit.in_steps_of_scale"}


def size_text(say: Wording, size: str, scale: Scale) -> str:
    """A size that is already in words, with its unit."""
    return say.text(SIZES[scale.unit], size=size)


def size_of_scale_text(say: Wording, size: str, scale: Scale) -> str:
    """The same, where it stands alone."""
    return say.text(SIZES_OF_SCALE[scale.unit], size=size)


def measure_text(say: Wording, scale: Scale) -> str:
    """What changes are told in."""
    return say.text(MEASURES[scale.unit])


def measure_of_scale_text(say: Wording, scale: Scale) -> str:
    """The same, before the ends of the scale."""
    return say.text(MEASURES_OF_SCALE[scale.unit])
