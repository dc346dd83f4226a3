"""A page of a draft: lines of TOML, its language and its decisions."""

from collections.abc import Sequence

from analysis.inputs.draft.decisions import Decisions
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.draft.toml_text import Lines
from analysis.study.wording import Wording


class Page(Lines):
    """Lines that are written in one language, with the decisions they leave.

    Parameters
    ----------
    language : str
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.say = Wording(language)
        self.decisions = Decisions()

    def decide(self, key: str, text: str, of: str = "") -> None:
        """Ask for a decision, in a line of its own; ``of`` is what it is of, if of several."""
        self.comment(self.decisions.decide(key, text, of))

    def again(self, key: str) -> str:
        """The mark of a place where a decision is to be written."""
        return self.decisions.again(key)

    def text_entry(self, text: str, mark: str = "") -> None:
        """A text in the study's language, under the language's key."""
        self.entry(self.language, text, mark)

    def label(self, key: str, text: str, mark: str = "") -> None:
        """What an answer, item or point is called."""
        self.entry(key, {self.language: text}, mark)

    def where(self, file: str, letters: str) -> None:
        """Where something was found."""
        if file:
            self.comment(self.say.text("draft.column", file=file, column=letters))

    def titles(self, *titles: str) -> None:
        """The headings of a column."""
        self.entry("titles", {self.language: list(titles)})

    def unread(self, columns: Sequence[FoundColumn]) -> None:
        """Say which columns are left out; their headings may be what somebody wrote."""
        if columns:
            letters = ", ".join(column.letter for column in columns)
            self.blank()
            self.comment(self.say.text("draft.unread", file=columns[0].file, columns=letters))
