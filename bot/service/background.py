"""Running in the background: a systemd unit of a person's own is written, started, looked at and taken away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from whenever import Time

from bot.errors import UserError
from bot.service import lock, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.service.workspace import Workspace

PATIENCE = 330
"""Seconds for systemd to start the service: a little more than its unit allows."""

NO_NAMESPACE = "226"
"""What systemd gives as exit status when the kernel forbids the unit its name spaces (systemd.exec(5), EXIT_NAMESPACE)."""

_STARTS = re.compile(r"(Type|NotifyAccess|Exec\w+|Restart\w*|Timeout\w+|KillMode|WatchdogSec)=")
"""Lines of a unit that are about its process, not about what it may do."""

NIGHT = range(22, 24), range(8)
"""The hours in which the lid of a laptop is taken to be closed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How systemd sees the unit `name`: `state` in its words ("active", "failed", ...), the process or 0, and why it last ended.

    `lingers` says whether it goes on when its person logs out; None where nobody can tell.
    """

    name: str
    file: Path
    state: str
    process: int
    ended: str
    lingers: bool | None


def place(workspace: Workspace, user: str) -> unit.Place:
    """What the service of `workspace` needs of this machine."""
    import bot

    root, posts = workspace.settings.root.resolve(), workspace.settings.posts.path.resolve()
    beside = [posts, *([workspace.settings.metrics.parent] if workspace.settings.metrics else [])]
    writes = (root, *(folder for folder in beside if not folder.is_relative_to(root)))
    code = sorted({Path(sys.prefix), Path(sys.base_prefix), Path(bot.__file__).resolve().parent})
    outer = tuple(folder for folder in code if not any(folder != other and folder.is_relative_to(other) for other in code))
    return unit.Place(name="bot", python=Path(sys.executable), root=root, user=user, code=outer, writes=writes, holders=workspace.holders)


def install(workspace: Workspace, units: Path, user: str, *, light: bool = False) -> Standing:
    """Writes the unit into the folder `units`, starts it now and at every login. Installed already, it is written anew and restarted.

    Raises UserError when systemd is not to be had, when the service runs elsewhere already, and when it does not come up: then nothing
    stays installed.
    """
    file = unit_file(workspace.settings.root, units)
    words = unit.user_unit(place(workspace, user), light=light)
    _systemctl("show-environment")
    running = lock.holder(workspace.settings.state)
    if running is not None and not file.exists():
        raise UserError(f"bot runs for this workspace already, as process {running or 'unknown'}. Stop that one first, with Ctrl-C there.")
    if workspace.holders:
        workspace.holders.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, "utf-8")
    _systemctl("daemon-reload")
    _systemctl("reset-failed", file.name, may_fail=True)
    _systemctl("enable", file.name)
    if _systemctl("restart", file.name, may_fail=True).returncode:
        why = _why(standing(workspace, units), light)
        uninstall(workspace, units)
        raise UserError(why)
    _watch_file(file).write_text(unit.user_watch(place(workspace, user), light=light), "utf-8")
    _systemctl("daemon-reload")
    return standing(workspace, units)


def uninstall(workspace: Workspace, units: Path) -> Path | None:
    """Stops the service, and takes its unit away; gives the file that was there. Raises UserError."""
    file = unit_file(workspace.settings.root, units)
    if not file.exists():
        return None
    _systemctl("disable", "--now", file.name)
    _systemctl("stop", _watch_file(file).name, may_fail=True)
    file.unlink()
    _watch_file(file).unlink(missing_ok=True)
    _systemctl("daemon-reload")
    return file


def standing(workspace: Workspace, units: Path) -> Standing:
    """How the service fares. Raises UserError when there is no systemd to ask."""
    file = unit_file(workspace.settings.root, units)
    said = _systemctl("show", file.name, "--property=ActiveState,MainPID,Result,ExecMainStatus").stdout
    found = dict(line.partition("=")[::2] for line in said.splitlines())
    status, result = found.get("ExecMainStatus", "0"), found.get("Result", "success")
    ended = "" if result == "success" else f"{result}, status {status}" if status != "0" else result
    process = found.get("MainPID", "0")
    return Standing(file.name, file, found.get("ActiveState", "unknown"), int(process) if process.isdigit() else 0, ended, _lingers())


def installed(workspace: Workspace, units: Path) -> bool:
    """Whether the workspace has a unit."""
    return unit_file(workspace.settings.root, units).exists()


def inside(file: Path, runtime: str, command: Sequence[str]) -> list[str] | None:
    """`command` as the unit in `file` would run it, in its sandbox; None where there is no such unit, or nothing to run it with.

    `runtime` is the person's folder for sockets (`$XDG_RUNTIME_DIR`).
    """
    program = shutil.which("systemd-run")
    if program is None or not file.exists():
        return None
    section = file.read_text("utf-8").partition("[Service]\n")[2].partition("\n[")[0]
    # systemd expands its own signs in files alone.
    lines = [line.replace("%t", runtime).replace("%%", "%") for line in section.splitlines() if "=" in line and not _STARTS.match(line)]
    return [program, "--user", "--pipe", "--wait", "--collect", "--quiet", *(f"--property={line}" for line in lines), "--", *command]


def resolvers(file: Path = Path("/etc/resolv.conf")) -> tuple[str, ...]:
    """The name servers of this machine, which a service for the whole machine must reach too."""
    try:
        lines = file.read_text("ascii", "replace").splitlines()
    except OSError:
        return ()
    found = [line.split()[1] for line in lines if line.startswith("nameserver ") and len(line.split()) > 1]
    return tuple(one for one in found if re.fullmatch(r"[0-9a-fA-F.:]{3,45}", one))


def sleeps(power: Path = Path("/sys/class/power_supply")) -> bool:
    """Whether this machine has a battery, so that it is likely to be closed at night."""
    return any(_says(each / "type") == "Battery" and _says(each / "scope") != "Device" for each in power.glob("*"))  # a mouse has one too


def _says(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def missed(workspace: Workspace) -> tuple[int, int]:
    """How many of a week's slots lie at night where the person is, when a closed laptop sleeps, and how many there are."""
    settings, today = workspace.settings, workspace.clock.now()
    rhythms = [account.rhythm for account in settings.accounts.values()]
    times = [
        today.to_tz(rhythm.zone).replace_time(Time(slot.hour, slot.minute)).to_tz(settings.timezone)
        for rhythm in rhythms
        for slot in rhythm.slots
        for _ in slot.days
    ]
    return sum(any(time.hour in part for part in NIGHT) for time in times), len(times)


def unit_file(root: Path, units: Path) -> Path:
    """One unit for each workspace, named after its folder; of two folders of one name the second is told apart by its path."""
    root = root.resolve()
    plain = units / f"bot-{re.sub(r'[^A-Za-z0-9_-]+', '-', root.name).strip('-') or 'workspace'}.service"
    try:
        ours = f"\nWorkingDirectory={root}\n".replace("%", "%%") in plain.read_text("utf-8", "replace")
    except OSError:
        ours = True
    return plain if ours else plain.with_name(f"{plain.stem}-{sha256(str(root).encode()).hexdigest()[:6]}.service")


def _watch_file(file: Path) -> Path:
    """The unit that tells when systemd has given up on the unit in `file`, which names it (`OnFailure=`)."""
    return file.with_name(f"{file.stem}.down.service")  # no folder gives a unit such a name


def _why(found: Standing, light: bool) -> str:
    """Why it did not come up and was taken away again, and what to do."""
    if f"status {NO_NAMESPACE}" in found.ended and not light:
        return "This machine forbids a person's own services the sandbox for bot. With what it does allow: bot service install --light"
    said = f" ({found.ended})" if found.ended else ""
    return f"The service did not come up{said}, and is not installed. Its last words: journalctl --user -n 20 -u {found.name}"


def _lingers() -> bool | None:
    program = shutil.which("loginctl")
    if program is None:
        return None
    said = subprocess.run([program, "show-user", "--property=Linger"], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
    return "Linger=yes" in said.stdout if said.returncode == 0 else None


def _systemctl(*words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemctl")
    if program is None:
        raise UserError("There is no systemd on this machine, so bot cannot install a service. Keep it running with: bot run")
    command = [program, "--user", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)  # noqa: S603 - our own words
    if done.returncode and not may_fail:
        said = " ".join((done.stderr or done.stdout).split()) or f"it ended with {done.returncode}"
        if "Failed to connect" in said:
            raise UserError(
                f"systemd has no session of yours here ({said.rstrip('.')}). Log in as yourself, not by su or sudo, and try again; "
                "for a service of the whole machine: bot service show --system"
            )
        raise UserError(f"systemd did not do `systemctl --user {words[0]}`: {said.rstrip('.')}. See docs/service.md.")
    return done
