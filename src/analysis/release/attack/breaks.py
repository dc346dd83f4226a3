"""The attack: evidence in, everything that it gives away though it is hidden out."""

from analysis.release.attack.chain import Step
from analysis.release.attack.engine import derive
from analysis.release.attack.facts import PROJECT, Evidence, Group
from analysis.release.attack.judge import Derived, judge
from analysis.release.attack.limits import Break, Kind, Limits
from analysis.release.attack.system import ContradictionError


def find_breaks(
    evidence: Evidence, limits: Limits | None = None, *, exactly: bool = True
) -> list[Break]:
    """All that evidence gives away though it is hidden.

    Parameters
    ----------
    evidence : Evidence
        All that somebody knows, public numbers marked.
    limits : Limits, optional
    exactly : bool
        As in `derive`.

    Returns
    -------
    list of Break
        In the order of the evidence's groups; empty if nothing is given away.

    Notes
    -----
    A number is hidden unless it is printed exactly. Sizes of the project's parts of at
    least ``project_part`` people, and a part that is nobody, are none's secret. That a
    number is 0 to k, k below the minimum, tells what the symbol for it says, and that nearly
    all of a public headcount took part is not protected. A mean rules out some sizes of the
    band that it is told with (2.5 is no mean of five or seven people); of a group that is
    told as a band, this alone is a break only where it leaves one size.
    """
    try:
        found = Derived(
            derive(evidence, exactly=exactly),
            derive(evidence.public(), exactly=False),
            derive(evidence.sizes(), exactly=exactly),
            evidence,
            limits or Limits(),
        )
    except ContradictionError as error:
        group = Group(PROJECT, "")
        return [Break(Kind.MISREAD, group, 0, 0, None, (Step("misread", text=str(error)),))]
    return list(judge(found))
