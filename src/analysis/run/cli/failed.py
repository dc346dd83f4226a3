"""What the terminal says of a unit that was not made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.run.make import Outcome


def describe_failed(outcome: "Outcome") -> str:
    """The unit, the kind of error and its place, and where its words are."""
    lines = [f"failed: {outcome.unit}: {outcome.error}"]
    lines += [outcome.advice] if outcome.advice else []
    lines += [f"  what the error says: {outcome.log}"] if outcome.log else []
    return "\n".join(lines)
