"""The words of a systemd unit (systemd 252 and later) and of a launchd agent that run `bot` unattended. Pure.

What the unit may do is as little as publishing needs: write in the workspace and the posts folder, speak to the network, nothing else
of the machine. `docs/service.md` says why each line is there.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from bot.errors import UserError

WATCHDOG = 300
"""Seconds without a sign of life after which the supervisor ends the service; the longest turn seen is a second or two."""

AGAIN = 600
"""Seconds until a notice that could not be given, or may not yet, is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a service needs of a machine.

    `python` is the interpreter, `code` the folders of the program itself, `writes` those it must write in, the workspace `root` first;
    `holders` is where this person's workspaces say which of them holds which account.
    `user` is whose service it is.
    """

    name: str
    python: Path
    root: Path
    user: str
    code: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()
    holders: Path | None = None


HIDDEN = (Path("/home"), Path("/root"), Path("/run/user"), Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - no file is made there
"""What `ProtectHome` and `PrivateTmp` hide."""

ALWAYS = """\
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
PrivateTmp=yes
PrivateDevices=yes
DevicePolicy=closed
PrivateUsers=yes
PrivateMounts=yes
PrivateIPC=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
"""
"""What takes mounts and name spaces of one's own, which some kernels forbid to a user's own units."""

LIGHT = """\
NoNewPrivileges=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
UMask=0077
LimitCORE=0
"""
"""What the kernel gives to everybody."""


def user_unit(place: Place, *, light: bool = False) -> str:
    """The unit of a person's own systemd. With `light` nothing that needs name spaces. Raises UserError for a path with a line break."""
    return f"{_unit(place)}{_service(place)}{_of_a_person(place, light)}\n[Install]\nWantedBy=default.target\n"


def user_watch(place: Place, *, light: bool = False) -> str:
    """What a person's own systemd starts when it has given up on the service: a notice. Raises UserError as `user_unit` does."""
    return f"{_watch(place)}{_of_a_person(place, light)}"


def _of_a_person(place: Place, light: bool) -> str:
    # The person's message bus is the way to the keyring; systemd's own socket is where the service says that it lives.
    holders = f"BindPaths={_source(place.holders)}\n" if place.holders else ""
    return LIGHT if light else f"{ALWAYS}{LIGHT}{_folders(place)}{holders}BindPaths=-%t/bus -%t/systemd/notify\n"


def system_unit(place: Place, resolvers: tuple[str, ...] = ()) -> str:
    """The unit of the whole machine. Its network is the public one, this machine, and `resolvers`, which tell it addresses.

    Raises UserError for a path with a line break.
    """
    network = "After=network-online.target time-sync.target\nWants=network-online.target\n"
    return f"{_unit(place, network)}{_service(place)}{_of_the_machine(place, resolvers)}\n[Install]\nWantedBy=multi-user.target\n"


def system_watch(place: Place, resolvers: tuple[str, ...] = ()) -> str:
    """What the machine's systemd starts when it has given up on the service: a notice. Raises UserError as `system_unit` does."""
    return f"{_watch(place)}{_of_the_machine(place, resolvers)}"


def _of_the_machine(place: Place, resolvers: tuple[str, ...]) -> str:
    credentials = f"LoadCredential=bot:/etc/{place.name}/credentials\n"
    # Who holds which account is written below, as the home folder of a person is none of its business.
    state = f"StateDirectory={place.name}\nEnvironment=XDG_STATE_HOME=/var/lib\n"
    allowed = "".join(f"IPAddressAllow={' '.join(part)}\n" for part in _eights(("localhost", *public(), *resolvers)))
    return f"User={place.user}\n{state}{credentials}{ALWAYS}{LIGHT}{_folders(place)}IPAddressDeny=any\n{allowed}"


def public() -> tuple[str, ...]:
    """The networks that are not somebody's own: what an article or an answer names can never reach the machines next door."""
    own = ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")
    left = [ipaddress.ip_network("0.0.0.0/0")]
    for network in map(ipaddress.ip_network, own):
        left = [part for whole in left for part in (whole.address_exclude(network) if network.subnet_of(whole) else (whole,))]  # type: ignore[arg-type]
    return (*map(str, sorted(left)), "2000::/3")


def agent(place: Place) -> str:
    """The property list of a launchd agent, for macOS. It was checked by its format only, not run."""
    words = "".join(f"<string>{escape(_line(word))}</string>" for word in _command(place))
    log = escape(str(place.root / ".bot" / "service.log"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        f'<plist version="1.0"><dict>\n<key>Label</key><string>{escape(place.name)}</string>\n'
        f"<key>ProgramArguments</key><array>{words}</array>\n"
        "<key>RunAtLoad</key><true/>\n<key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>\n"
        "<key>ThrottleInterval</key><integer>30</integer>\n<key>ExitTimeOut</key><integer>15</integer>\n<key>Umask</key><integer>63</integer>\n"
        f"<key>StandardOutPath</key><string>{log}</string>\n<key>StandardErrorPath</key><string>{log}</string>\n</dict></plist>\n"
    )


def _unit(place: Place, more: str = "") -> str:
    # Five starts in ten minutes are what the service itself calls too many.
    return (
        f"[Unit]\nDescription=bot publishes what was approved in {_bare(place.root)}\n{more}"
        "StartLimitIntervalSec=600\nStartLimitBurst=5\nOnFailure=%N.down.service\n\n"
    )


def _watch(place: Place) -> str:
    # In quiet hours, or where nobody takes the notice, it fails, and systemd tries again.
    command = " ".join(_quoted(word).replace("$", "$$") for word in (*_program(place), "notify", "--down"))
    return (
        f"[Unit]\nDescription=bot tells that nothing is published in {_bare(place.root)}\nStartLimitIntervalSec=0\n\n"
        f"[Service]\nType=oneshot\nExecStart={command}\nWorkingDirectory={_bare(place.root)}\n"
        f"Restart=on-failure\nRestartSec={AGAIN}\nTimeoutStartSec=300\n"
    )


def _service(place: Place) -> str:
    command = " ".join(_quoted(word).replace("$", "$$") for word in _command(place))
    return (
        f'[Service]\nType=notify\nNotifyAccess=main\nExecStart={command}\nExecReload=+/bin/sh -c "kill -HUP ${{MAINPID}}"\n'
        f"WorkingDirectory={_bare(place.root)}\n"
        f"Restart=on-failure\nRestartSec=10\nTimeoutStartSec=300\nTimeoutStopSec=15\nKillMode=mixed\nWatchdogSec={WATCHDOG}\n"
    )


def _command(place: Place) -> tuple[str, ...]:
    return (*_program(place), "run")


def _program(place: Place) -> tuple[str, ...]:
    return (str(place.python), "-P", "-m", "bot", "--workspace", str(place.root))


def _folders(place: Place) -> str:
    """What is shown of the folders that are hidden from the service."""
    writes = "".join(f"BindPaths={_source(folder)}\n" for folder in place.writes)
    code = "".join(f"BindReadOnlyPaths={_source(folder)}\n" for folder in place.code if _hidden(folder))
    return f"ProtectHome=tmpfs\n{writes}{code}"


def _eights(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[at : at + 8] for at in range(0, len(words), 8)]


def _hidden(folder: Path) -> bool:
    return any(folder.is_relative_to(hidden) for hidden in HIDDEN)


def _source(folder: Path) -> str:
    return _quoted(str(folder).replace(":", "\\:"))


def _quoted(word: str) -> str:
    return '"' + _bare(word).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bare(word: object) -> str:
    """For where a unit knows no quotes."""
    return _line(word).replace("%", "%%")


def _line(word: object) -> str:
    said = str(word)
    if any(not char.isprintable() for char in said):
        raise UserError(f"A service cannot be made for {said!r}, as the name holds a control character. Rename the folder.")
    return said
