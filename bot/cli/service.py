"""`bot service`: running in the background, from login or boot on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot import config
from bot.cli import shapes
from bot.cli.grammar import Group
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import say

if TYPE_CHECKING:
    from bot.service.background import Standing


@click.group(cls=Group, invoke_without_command=True, examples=("bot service install", "bot service", "bot service show --system"))
@click.pass_context
def service(context: click.Context) -> int:
    """Run in the background: at login, or at boot. Alone, `bot service` says how it fares."""
    return 0 if context.invoked_subcommand else int(context.invoke(status, as_json=False))


@service.command(examples=("bot service install", "bot service install --light"))
@click.option("--light", is_flag=True, help="Without the parts of the sandbox that some kernels forbid to a person's own services.")
def install(light: bool) -> int:
    """Start the service now, and at every login.

    It becomes a systemd unit of your own, which may write in the workspace and the posts folder and nowhere else. Run it again after an
    upgrade or after you moved anything: it is written anew and restarted. `bot service show` prints what would be written.
    """
    from bot.service import background

    _not_on_a_mac()
    workspace = open_workspace()
    found = background.install(workspace, config.units(), _user(), light=light)
    say.line(f"The service runs as process {found.process}, and starts at every login. Its unit: {found.file}", style="good")
    if found.lingers is False:
        say.note("It ends when you log out. To keep it running, and to start it at boot: loginctl enable-linger")
    late, slots = background.missed(workspace)
    if background.sleeps() and slots:
        say.note(
            f"This machine has a battery. While it sleeps nothing goes out: {late} of your {slots} slots a week lie between 22:00 and "
            "08:00. What is missed goes out at the next free slot, within the window of your yes."
        )
    say.note("It does not see the variables of your shell. Look once at what it lacks: bot doctor --as-service")
    say.note(f"What it says: journalctl --user -f -u {found.name}")
    return 0


@service.command(examples=("bot service uninstall",))
def uninstall() -> int:
    """Stop the service and take its unit away. Nothing of the workspace is touched."""
    from bot.service import background

    _not_on_a_mac()
    file = background.uninstall(open_workspace(), config.units())
    say.line(f"Stopped, and {file} is gone." if file else "No service is installed for this workspace.")
    return 0


@service.command(examples=("bot service status", "bot service status --json"))
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
def status(as_json: bool) -> int:
    """Whether it is installed, and how it fares. The exit code is 1 when it is not running."""
    from bot.service import background

    _not_on_a_mac()
    workspace = open_workspace()
    found = background.standing(workspace, config.units()) if background.installed(workspace, config.units()) else None
    if as_json:
        say.machine({"version": shapes.VERSION, "service": _shape(found)})
    elif found is None:
        say.line("No service is installed for this workspace. Install it: bot service install")
    else:
        say.line(_sentence(found), style="good" if found.state == "active" else "bad")
    return 0 if found and found.state == "active" else 1


@service.command(examples=("bot service show", "bot service show --system | sudo tee /etc/systemd/system/bot.service"))
@click.option("--system", is_flag=True, help="For the whole machine, as a server has it; writing it takes root.")
@click.option("--launchd", is_flag=True, help="For macOS.")
@click.option("--user", metavar="NAME", help="Whose service it is, with --system. You, unless you say.")
@click.option("--light", is_flag=True, help="As `bot service install --light` would write it.")
@click.option("--down", is_flag=True, help="The unit beside it, which tells you when systemd has given up on it.")
def show(system: bool, launchd: bool, user: str | None, light: bool, down: bool) -> int:
    """Print the unit, and install nothing."""
    from bot.service import background, unit

    if system + launchd + light > 1 or launchd + down > 1:
        raise UserError("Say one of --system, --launchd and --light; and --down not with --launchd.", exit_code=2)
    place = background.place(open_workspace(), user or _user())
    if system:
        words = (unit.system_watch if down else unit.system_unit)(place, background.resolvers())
    else:
        words = unit.agent(place) if launchd else (unit.user_watch if down else unit.user_unit)(place, light=light)
    for line in words.splitlines():
        say.unbroken(line)
    return 0


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container's user may have no name
        raise UserError("This user has no name, so no service can be made for it. Say whose it is: bot service show --user NAME") from error


def _not_on_a_mac() -> None:
    if sys.platform == "darwin":
        words = "bot service show --launchd > ~/Library/LaunchAgents/bot.plist && launchctl load ~/Library/LaunchAgents/bot.plist"
        raise UserError(f"On macOS launchd runs services, which bot does not drive. Write its agent and load it: {words}")


def _shape(found: Standing | None) -> shapes.Shape | None:
    if found is None:
        return None
    return {"name": found.name, "file": str(found.file), "state": found.state, "process": found.process, "ended": found.ended}


def _sentence(found: Standing) -> str:
    if found.state == "active":
        return f"{found.name} runs as process {found.process}."
    why = f" It ended with {found.ended}." if found.ended else ""
    return f"{found.name} is {found.state}.{why} Its last words: journalctl --user -n 20 -u {found.name}"
