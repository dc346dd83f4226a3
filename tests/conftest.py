"""What several tests share: the project's folder, the example, and figures drawn once."""

import gc
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
import pytest
from hypothesis import settings
from shared_work import deriving_once, kept_data

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.words.shared_tables import SOURCES, STATEMENTS
from analysis.inputs.chosen import read_inputs
from analysis.release.attack.engine import Knowledge
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.report.exhibit import Exhibit, make_exhibits
from analysis.study.costing import Costing
from analysis.study.instrument import list_panels
from analysis.study.study_file import open_edition, read_study
from analysis.topics.catalogue import TOPICS, list_figures, list_tables
from analysis.topics.survey_change.by_variable import crosstab, difference, means
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.levels import mean_levels_of
from analysis.topics.survey_change.reliability import RELIABILITY
from analysis.topics.survey_change.trial_change import FRAME as TRIAL

ROOT = Path(__file__).resolve().parents[1]
STUDY = read_study("yhdessa_osallisuutta")
FIGURES: dict[str, Figure] = {f.name: f for topic in TOPICS for f in list_figures(topic, STUDY)}
OTHERS = [table for topic in TOPICS for table in list_tables(topic, STUDY)]


def _without_rows(name: str, frame: Frame) -> Table:
    return Table(name=name, frame=frame, estimate=lambda _: frame.empty())


FRAMES = [
    _without_rows("trial", TRIAL),
    _without_rows("group_means", means.FRAME),
    _without_rows("crosstab", crosstab.FRAME),
    _without_rows("difference_of_means", difference.MEANS),
    _without_rows("difference_of_shares", difference.SHARES),
]
OTHERS += [RELIABILITY]  # of indices
OTHERS += [mean_levels_of(ratings) for ratings in list_panels(STUDY)]  # of more than two waves
TABLES: list[Table] = [SOURCES, STATEMENTS, *FIGURES.values(), *OTHERS, *FRAMES]

settings.register_profile("untimed", deadline=None)  # a deadline makes a test one of speed
settings.load_profile("untimed")


@pytest.fixture(scope="module", autouse=True)
def spare_garbage_collection() -> Iterator[None]:
    """What was drawn is kept for other tests; looking it through each time took minutes."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def hear_signals() -> None:
    """What tests start inherits what is ignored: interrupts, where a shell put us aside."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="module")
def responses() -> pd.DataFrame:
    """The example's answers and indices."""
    own = read_inputs(STUDY, "example").responses
    assert own is not None
    return add_indices(own, STUDY)


@pytest.fixture(scope="module")
def coarse(responses: pd.DataFrame) -> CoarseNumbers:
    return make_coarse(responses, STUDY)


@pytest.fixture(scope="module")
def costs() -> pd.DataFrame:
    """The example's costs."""
    read = read_inputs(STUDY, "example").costs
    assert read is not None
    return read


@pytest.fixture(scope="module")
def costing() -> Costing:
    assert STUDY.costing is not None
    return STUDY.costing


@pytest.fixture(scope="module")
def derived_once() -> Iterator[Callable[..., Knowledge]]:
    """What follows from the same evidence is derived once for all tests of a module."""
    with deriving_once() as derive:
        yield derive


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository's folder with one study in it, where commands run."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "data" / "meri_lappi").mkdir(parents=True)
    shutil.copy(ROOT / "data/meri_lappi/study.toml", tmp_path / "data/meri_lappi")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def draw_topic(
    topic: str, study: str, municipality: str, language: str, data: str = "published"
) -> dict[str, Exhibit]:
    """The exhibits of a topic's notebook, by the figure's name."""
    with kept_data(study, data):
        return make_exhibits(open_edition(study, municipality, language, data), [topic])


def draw_edition(study: str, municipality: str, language: str, data: str) -> dict[str, Exhibit]:
    """The exhibits of all topics of a study, as its publication has them."""
    parts = [draw_topic(t, study, municipality, language, data) for t in read_study(study).topics]
    return {name: exhibit for part in parts for name, exhibit in part.items()}


@pytest.fixture(scope="session")
def exhibits() -> Callable[..., dict[str, Exhibit]]:
    """Every exhibit of an edition, by the figure's name."""

    def collect(
        study: str = "yhdessa_osallisuutta",
        municipality: str = "all",
        language: str = "fi",
        data: str = "published",
    ) -> dict[str, Exhibit]:
        parts = [draw_topic(topic, study, municipality, language, data) for topic in TOPICS]
        return {name: exhibit for part in parts for name, exhibit in part.items()}

    return collect


@pytest.fixture
def house_style() -> Iterator[None]:
    """Texts are measured in the typeface they were drawn in."""
    publication: Any = style.publication()
    with matplotlib.rc_context(publication):
        yield
