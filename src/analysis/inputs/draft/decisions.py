"""What a person must decide: numbered, said once, and marked wherever it is to be written."""


class Decisions:
    """The decisions of a draft, in the order in which they come up."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def decide(self, key: str, text: str) -> str:
        """The comment that asks for a decision.

        Parameters
        ----------
        key : str
            One decision may be written in several places: the same key, the same number.
        text : str
            What to decide, in the draft's language.
        """
        self._texts.setdefault(key, text)
        return f"DECIDE {list(self._texts).index(key) + 1}: {self._texts[key]}"

    def again(self, key: str) -> str:
        """The mark of a further place of a decision."""
        return f"DECIDE {list(self._texts).index(key) + 1}"

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them; the first is number 1."""
        return tuple(self._texts.values())
