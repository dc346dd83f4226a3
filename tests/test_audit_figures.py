"""Figures and titles of the audit."""

from dataclasses import replace

import pytest
from conftest import draw_topic
from matplotlib.text import Text

from analysis.report.exhibit import Exhibit
from analysis.report.tables import table_cells
from analysis.statistics.forensics.grim import implied_sample_sizes
from analysis.study.declaration import LANGUAGES
from analysis.topics.publication_audit.sample_sizes import SAMPLE_SIZES
from analysis.topics.publication_audit.verdicts import BY_CHECK, BY_DOCUMENT

STUDY = "yhdessa_osallisuutta"


def shown_of(language: str, study: str = STUDY) -> dict[str, Exhibit]:
    """The topic's figures by name."""
    return draw_topic("publication_audit", study, "all", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_on_doubts_says_that_the_cause_may_be_our_reading(
    language: str,
) -> None:
    words = {"fi": "miten olemme lukeneet", "sv": "hur vi har läst", "en": "how we read"}
    shown = shown_of(language)
    names = ("by_check", "by_document", "doubts", "sample_sizes")
    captions = [shown[f"publication_audit_{name}"].caption for name in names]
    assert all(c is not None and words[language] in c.foot for c in captions)


def test_rows_of_the_same_question_are_told_apart() -> None:
    for name, note in [("doubts", "Shares, {}"), ("sample_sizes", "{}: 31")]:
        shown = shown_of("en")[f"publication_audit_{name}"]
        assert shown.caption is not None
        assert shown.figure is not None
        drawn = [text.get_text() for text in shown.figure.findobj(Text)]
        for wave in ("start", "end"):
            assert any(text.startswith(note.format(wave)) for text in drawn)
            assert f"Kaipaatko muutosta? ({wave})" in shown.caption.description
        # A set of shares has no municipality.
        assert "Osallistujia: " not in shown.caption.description


def test_the_table_by_document_names_the_documents() -> None:
    cells = table_cells(shown_of("sv")["publication_audit_by_document"].released)
    assert next(iter(cells.iloc[:, 0])).startswith("projektets slutpublikation")
    sizes = table_cells(shown_of("sv")["publication_audit_sample_sizes"].released)
    assert set(sizes["Bara om jämkat"]) == {"ja", "nej"}


def test_a_study_without_doubts_says_so_in_its_title() -> None:
    caption = shown_of("en", "meri_lappi")["publication_audit_by_check"].caption
    assert caption is not None
    assert caption.title == "Every check that can tell fits: 36; 10 cannot tell"


def test_titles_agree_with_their_counts() -> None:
    shown = shown_of("en")
    released = shown["publication_audit_by_check"].released
    counts = {"consistent": 1, "inconsistent": 1, "uninformative": 0}
    one = replace(released, table=released.table.head(1).assign(**counts))
    assert BY_CHECK.caption(one).title == "Of the checks, 1 fits, 1 does not, and 0 cannot tell"
    fitting = released.table["consistent"].sum()
    assert BY_CHECK.caption(released).title.startswith(f"Of the checks, {fitting} fit,")
    documents = shown["publication_audit_by_document"].released
    one = replace(documents, table=documents.table.head(1).assign(**counts))
    assert BY_DOCUMENT.caption(one).title.startswith("Of 1 sources, 1 has numbers")
    sizes = shown["publication_audit_sample_sizes"].released
    first = sizes.table["figure"] == sizes.table["figure"].iloc[0]
    one = replace(sizes, table=sizes.table[first].assign(is_forced=True))
    assert SAMPLE_SIZES.caption(one).title.startswith("Of 1 sets of percentages, 1 is not possible")


def test_numbers_of_people_that_follow_each_other_are_one_row() -> None:
    table = shown_of("en")["publication_audit_sample_sizes"].released.table
    runs = table[table["figure"] == "participants_share.haapavesi"]
    told = [n for row in runs.itertuples() for n in range(row.size_low, row.size_high + 1)]
    assert told == implied_sample_sizes(["5", "12", "28", "6", "7", "42"], 160, parts=True)
    gaps = runs["size_low"].to_numpy()[1:] - runs["size_high"].to_numpy()[:-1]
    assert (gaps > 1).all()
