"""What a person must decide: numbered, said once, and marked wherever it is to be written."""


class Decisions:
    """The decisions of a draft, in the order in which they come up."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}

    def decide(self, key: str, text: str, of: str = "") -> str:
        """The comment that asks for a decision.

        Parameters
        ----------
        key : str
            One decision may be written in several places: the same key, the same number.
        text : str
            What to decide, in the draft's language.
        of : str
            Which question it is of, where one decision is of several: each of them is
            listed behind the text.
        """
        is_new = key not in self._texts
        self._texts.setdefault(key, text)
        if of:
            self._of.setdefault(key, []).append(of)
        words = f"{self._texts[key]} {of}".rstrip() if is_new or not of else of
        return f"{self.again(key)}: {words}"

    def again(self, key: str) -> str:
        """The mark of a further place of a decision."""
        return f"DECIDE {list(self._texts).index(key) + 1}"

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them; the first is number 1."""
        return tuple(
            " ".join(filter(None, (text, "; ".join(self._of.get(key, ())))))
            for key, text in self._texts.items()
        )
