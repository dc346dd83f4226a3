"""``analysis attack``: what follows from a run's pages that nobody should know."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run.cli.options import Commands, add_run, data_name, read_choice

if TYPE_CHECKING:
    from analysis.report.attack.attack import Attack
    from analysis.study.edition import Edition
    from analysis.study.study import Study

WIDTHS = (3, 5, 10)
"""Of bands, what the cost is told for besides the study's own."""


def add(commands: Commands) -> None:
    """Declare the command."""
    attack = commands.add_parser(
        "attack",
        help="derive from a run's files what they should not tell",
        description="Read what a run made as a hostile outsider would, derive what follows for "
        "groups of people, and print each derivation as a chain. Exit status 1 if anything "
        "hidden follows, 0 if not.",
    )
    add_run(attack)
    attack.add_argument(
        "--earlier", type=Path, metavar="FOLDER", help="an earlier run that somebody holds, too"
    )
    attack.add_argument(
        "--possible", action="store_true",
        help="count every answer that can occur as one that somebody knows, not only those that "
        "somebody gave",
    )  # fmt: skip
    attack.add_argument(
        "--review", action="store_true", help="list numbers in words that no table has, too"
    )
    attack.add_argument(
        "--cost", action="store_true",
        help="tell instead what the study's rule costs, and narrower and wider bands would: how "
        "much of places is told, and how exactly",
    )  # fmt: skip
    attack.add_argument(
        "--data", metavar="DIR", help="of --cost: which data (default: the example)"
    )
    attack.set_defaults(command=attack_command)


def attack_command(parsed: argparse.Namespace) -> int:
    """Attack; exit status 0 only if nothing hidden follows."""
    from analysis.report.attack.attack import attack, find_run
    from analysis.report.attack.chains import Chains
    from analysis.report.attack.insiders import find_data
    from analysis.study.edition import Edition

    study, language = read_choice(parsed)
    edition = Edition(study, language=language)
    if parsed.cost:
        print("\n".join(tell_cost(study, edition, data_name(study, parsed.data))))
        return 0
    earlier = find_run(study, parsed.earlier) if parsed.earlier else None
    run = find_run(study, parsed.run)
    data = None if parsed.possible else find_data(run, study)
    found = attack(run, study, earlier, data)
    for line in Chains(edition).tell(found.breaks):
        print(line)
    for number in found.unexplained if parsed.review else ():
        print(f"{number.file}: {number.number}")
    print("\n".join(summarize(found, edition)))
    return 1 if found.breaks else 0


def summarize(found: "Attack", edition: "Edition") -> "Iterator[str]":
    """How much was read, and how much of it tells what it should not."""
    say = edition.say
    yield say.text("attack.unexplained", count=say.number(len(found.unexplained)))
    yield say.text(
        "attack.summary",
        tables=say.number(found.tables),
        numbers=say.number(found.numbers),
        breaks=say.number(len(found.breaks)),
    )
    if not found.breaks:
        yield say.text("attack.nothing")


def tell_cost(study: "Study", edition: "Edition", data: str) -> "Iterator[str]":
    """What the study's disclosure rule costs, and what bands of other widths would."""
    from analysis.inputs.chosen import read_inputs
    from analysis.inputs.printed.headcounts import public_headcounts
    from analysis.topics.survey_change.coarse import make_coarse
    from analysis.topics.survey_change.coarse_cost import measure_cost
    from analysis.topics.survey_change.indices import add_indices

    say, inputs = edition.say, read_inputs(study, data, edition.language)
    yield say.text("attack.cost_heading")
    if inputs.responses is None or inputs.responses.empty:
        return
    responses = add_indices(inputs.responses, study)
    headcounts = public_headcounts(study, inputs.costs)
    for band in dict.fromkeys((study.disclosure.band, *WIDTHS)):
        rule = study.disclosure.model_copy(update={"band": band})
        tried = study.model_copy(update={"disclosure": rule})
        cost = measure_cost(make_coarse(responses, tried, headcounts), study)
        numbers = {"minimum": say.number(rule.minimum_n), "band": say.number(band)}
        yield say.text("attack.cost_rule", **numbers)
        for key, (shown, every) in (("attack.cost_means", cost.means),
                                    ("attack.cost_shares", cost.shares)):  # fmt: skip
            if every:
                told = {"shown": say.number(shown), "all": say.number(every)}
                yield "  " + say.text(key, share=say.percent(100 * shown / every), **told)
        yield "  " + say.text("attack.cost_width", width=say.percent(100 * cost.width))
