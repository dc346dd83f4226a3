"""What a project was, when and where: of what its study and its documents say."""

from analysis.inputs.printed.published import read_published
from analysis.study.study import Study


def describe_project(study: Study, language: str) -> list[str]:
    """What the project was and for whom; then its days, region and places."""
    say = study.say(language)
    aims = " ".join(texts[language] for texts in study.aims.values())
    places = say.listing([m.name[language] for m in study.municipalities.values()])
    where = say.text("front.where", region=study.region[language], places=places)
    about = study.about.get(language, aims)
    return [*filter(None, [about]), " ".join([*describe_period(study, language), where])]


def describe_period(study: Study, language: str) -> list[str]:
    """When the project ran, where its documents print both ends or the study declares them."""
    say, events = study.say(language), read_published(study, "events")
    dates = dict(list(events.groupby("kind")["date"]))
    if {"project_start", "project_end"} <= set(dates):
        start, end = dates["project_start"].min(), dates["project_end"].max()
    elif study.project.start and study.project.end:
        start, end = study.project.start, study.project.end
    else:
        return []
    return [say.text("publication.period", start=say.day(start), end=say.day(end))]
