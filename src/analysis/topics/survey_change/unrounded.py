"""Differences that are not those of the two numbers beside them, as all three are written."""

from analysis.release.estimates import Released

COARSE = "coarse"
"""Method of an interval of rounded numbers: their difference is exactly what is printed."""

TEXTS = {"means": "survey_change.unrounded_means", "shares": "survey_change.unrounded"}


def unrounded_sentence(
    released: Released, pair: tuple[str, str] = ("start", "end"), *, of: str = "means"
) -> str:
    """That a difference is computed from unrounded numbers, where a reader could wonder.

    Empty where no row looks off, and of published and of coarse numbers.

    Parameters
    ----------
    released : Released
    pair : tuple of str
        The columns whose difference the estimate is: the second less the first.
    of : str
        What is unrounded, ``"means"`` or ``"shares"``.
    """
    if released.is_coarse or released.is_published or COARSE in set(released.table["method"]):
        return ""
    scale, table = released.of.scale, released.table.dropna(subset=[*pair, "estimate"])
    decimals = 1 if scale is None else scale.decimals(1)
    first, second, change = (table[name].round(decimals) for name in (*pair, "estimate"))
    if not ((second - first).round(decimals) != change).any():
        return ""
    return released.say.text(TEXTS[of])
