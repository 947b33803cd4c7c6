"""`bot import`: what an author has already written comes into the posts folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from bot.service.importing import Arrival

SAID_EVERY = 25
"""Articles between two words of progress."""

_DONE = {"imported": "imported", "here": "already here", "left": "left out", "refused": "refused"}


@command(
    name="import",
    examples=(
        "bot import https://example.org/feed.xml",
        "bot import medium-export.zip substack-export.zip",
        "bot import analysis.ipynb --dry-run",
        "bot import wordpress.xml --json",
    ),
)
@click.argument("sources", metavar="URL-or-FILE...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only list what would come in.")
@click.option("--site", metavar="URL", default="", help="The address of the publication, for exports that do not say it.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def import_(sources: tuple[str, ...], dry_run: bool, site: str, as_json: bool) -> int:
    """Bring feeds, exports, pages and notebooks into the posts folder."""
    from bot.service import importing

    workspace = open_workspace()
    onto = importing.shelf(workspace)
    arrivals: list[Arrival] = []
    for source in sources:
        for arrival in importing.bring(workspace, source, onto, dry=dry_run, site=site):
            arrivals.append(arrival)
            if not as_json:
                _tell(arrival)
            if len(arrivals) % SAID_EVERY == 0:
                say.note(f"{len(arrivals)} articles so far ...")
    if as_json:
        say.machine(shapes.imported(arrivals, dry_run))
    say.note(_summary(arrivals, dry_run))
    return 1 if any(arrival.state == "refused" for arrival in arrivals) else 0


def _tell(arrival: Arrival) -> None:
    """One article: where it lies now, or why it does not."""
    if arrival.state == "imported":
        say.line(arrival.path, "  ", Run(arrival.title, "title"), Run("  draft" if arrival.draft else "", "faint"))
    elif arrival.state == "refused":
        say.error(f"{arrival.title} was refused: {arrival.why}.")
    else:
        where = f" as {arrival.path}" if arrival.path else f": {arrival.why}"
        say.note(f"{arrival.title} is {_DONE[arrival.state]}{where}.")
    for note in arrival.notes:
        say.note(f"  {note}")


def _summary(arrivals: list[Arrival], dry_run: bool) -> str:
    counts = [(sum(arrival.state == state for arrival in arrivals), words) for state, words in _DONE.items()]
    said = ", ".join(f"{count} {words}" for count, words in counts if count) or "nothing found"
    return f"{'Would be: ' if dry_run else ''}{said[:1].upper() + said[1:] if not dry_run else said}."
