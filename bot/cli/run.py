"""`bot run`, the service, and `bot rehearsal`, the network that stands in for the platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.errors import remember_log
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import say, when

if TYPE_CHECKING:
    from bot.service.workspace import Workspace
    from bot.terminal.service_log import ServiceLog

LISTED = 10
"""Later deliveries named one by one; the rest are counted."""


@command(examples=("bot run", "bot run --once", "bot run --until-idle", "bot run --fast-forward 7d --with-waiting --asleep 23:00-07:00"))
@click.option("--once", is_flag=True, help="One scan of the posts and one publishing pass.")
@click.option("--until-idle", is_flag=True, help="Until nothing is due now or being sent; exit 1 if any ended failed or unsure.")
@click.option("--fast-forward", "span", metavar="SPAN", help="Only say what would happen in the next 7d, 36h, ...; nothing of it is done.")
@click.option("--with-waiting", "waiting", is_flag=True, help="With --fast-forward: as if you had said yes to everything.")
@click.option("--asleep", metavar="HOURS", help="With --fast-forward: the machine sleeps then, as in 23:00-07:00.")
@click.option("--json", "as_json", is_flag=True, help="With --fast-forward, for programs: JSON on standard output.")
@click.option("--log-format", "form", type=click.Choice(["words", "json"]), default="words", help="What it says: words, or JSON lines.")
def run(once: bool, until_idle: bool, span: str | None, waiting: bool, asleep: str | None, as_json: bool, form: str) -> int:
    """Run the service: watch, adapt, queue, publish.

    It watches posts/, adapts each article to every account, and publishes what you approved when it is due. In rehearsal it
    also brings up the rehearsal network. Only one service runs for a workspace.
    """
    from bot import app
    from bot.service import lock
    from bot.service import run as service

    if span is None and (waiting or asleep or as_json):
        raise UserError("--with-waiting, --asleep and --json belong to --fast-forward, as in: bot run --fast-forward 7d", exit_code=2)
    if span is not None:
        from bot.cli import week

        return week.forward(span, asleep, waiting=waiting, as_json=as_json)
    workspace = open_workspace()
    log = _log(workspace, form)
    lock.refuse_second(workspace.settings.state)
    with app.rehearsal(workspace, log):
        code = service.run(workspace, log, once=once, until_idle=until_idle)
    if until_idle:
        _name_later(workspace)
    return code


def _log(workspace: Workspace, form: str) -> ServiceLog:
    """Where the service says what happens; for programs, that is where failures and warnings go too."""
    from bot import config, secrets
    from bot.model.said import Said
    from bot.terminal.service_log import ServiceLog

    log = ServiceLog("json" if form == "json" else "journal" if config.journal() else "words", secrets.hide, workspace.clock.now)
    if log.form != "words":
        log.listen()
        remember_log(lambda sentence: log(Said(" ".join(sentence.split()), "ended", level="error")))
    return log


def _name_later(workspace: Workspace) -> None:
    """What goes out later, on standard error."""
    from bot.service.run import later

    found = later(workspace)
    now = workspace.clock.now()
    for one in found[:LISTED]:
        if one.due is not None:
            due = f"{when.moment(one.due, one.zone)} ({when.distance(one.due, now)})"
            say.note(f"later  {one.id}  {one.title or one.post} on {one.account}: {due}")
    if len(found) > LISTED:
        say.note(f"later  and {len(found) - LISTED} more: bot queue --state approved")


@command(examples=("bot rehearsal",))
def rehearsal() -> int:
    """Run the rehearsal network and its page alone."""
    from bot import app
    from bot.service import lock

    workspace = open_workspace()
    running = lock.rehearsal_url(workspace.settings.state)
    if running:
        say.line(f"The rehearsal network is already up at {running}")
        return 0
    with app.rehearsal(workspace, say.line) as url:
        if url is None:
            raise UserError("No account is in rehearsal. Set rehearsal: true in config/bot.yaml, for all or for one account.")
        say.line("Stop with Ctrl-C.")
        while not workspace.stop.is_set():
            workspace.clock.sleep(30, workspace.wake)
    return 0
