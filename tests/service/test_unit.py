"""The words of a unit: whatever a folder is called, and no hole in the sandbox."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from bot.app import open_workspace
from bot.errors import UserError
from bot.service import background, unit
from tests.commands import make_workspace

PLACE = unit.Place(
    name="bot", python=Path("/home/a/.venv/bin/python"), root=Path("/home/a/posts"), user="a", writes=(Path("/home/a/posts"),)
)


AGENT = {
    "Label": str, "ProgramArguments": list, "RunAtLoad": bool, "KeepAlive": dict, "ThrottleInterval": int, "ExitTimeOut": int,
    "Umask": int, "StandardOutPath": str, "StandardErrorPath": str,
}  # fmt: skip
"""What launchd.plist(5) of macOS 14 says of these keys; nobody here has a Mac."""


def named(root: str) -> unit.Place:
    path = Path(root)
    return unit.Place(name="bot", python=Path("/usr/bin/python3"), root=path, user="a", writes=(path,))


def test_a_folder_with_signs_of_systemd_stays_the_folder_it_is() -> None:
    words = unit.user_unit(named('/home/a/100% "mine": $HOME\\x'))
    assert r'"--workspace" "/home/a/100%% \"mine\": $$HOME\\x" "run"' in words
    assert 'BindPaths="/home/a/100%% \\"mine\\"\\\\: $HOME\\\\x"' in words
    assert '\nWorkingDirectory=/home/a/100%% "mine": $HOME\\x\n' in words


@pytest.mark.parametrize("write", [unit.user_unit, unit.user_watch, unit.system_unit, unit.system_watch, unit.agent])
def test_a_folder_with_a_line_break_is_refused(write: object) -> None:
    with pytest.raises(UserError, match="control character"):
        write(named("/home/a/posts\nExecStartPre=/bin/evil"))  # type: ignore[operator]


def test_the_public_network_is_all_but_what_is_somebodys_own() -> None:
    networks = [ip_network(each) for each in unit.public()]

    def allowed(address: str) -> bool:
        return any(ip_address(address) in network for network in networks)

    assert all(allowed(each) for each in ("1.1.1.1", "172.15.255.255", "172.32.0.0", "223.255.255.255", "2606:4700::1111"))
    closed = (
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "127.0.0.1",
        "224.0.0.1",
        "fd00::1",
        "fe80::1",
    )
    assert not any(allowed(each) for each in closed)


def test_what_tells_that_the_service_is_down_is_named_by_it_and_has_its_sandbox() -> None:
    service, watch = unit.user_unit(PLACE), unit.user_watch(PLACE)
    assert "\nOnFailure=%N.down.service\n" in service
    assert '"notify" "--down"\n' in watch
    assert service[service.index("CapabilityBoundingSet=") : service.index("\n[Install]")] == watch[watch.index("CapabilityBoundingSet=") :]


def test_the_agent_of_a_mac_is_a_property_list() -> None:
    found = plistlib.loads(unit.agent(named("/Users/a/<my> & posts")).encode())
    assert found["ProgramArguments"][-2:] == ["/Users/a/<my> & posts", "run"]
    assert found["Umask"] == 0o077
    assert {key: type(value) for key, value in found.items()} == AGENT
    assert found["KeepAlive"] == {"SuccessfulExit": False}
    assert found["ExitTimeOut"] > 10, "a clean stop takes up to ten seconds"


def test_a_laptop_is_told_how_many_of_its_weeks_slots_lie_in_its_night(tmp_path: Path) -> None:
    settings = """
timezone: Europe/London
accounts:
  mastodon: {platform: mastodon, server: mastodon.social}
  x: {platform: x, timezone: America/New_York}
schedule: {slots: ["Mon-Fri 07:30", "Sat 12:00", "Sun 22:00"]}
"""
    workspace = open_workspace(make_workspace(tmp_path / "w", settings))
    with workspace.store:
        assert background.missed(workspace) == (5 + 1 + 1, 14), "New York's 22:00 is London's 03:00, its 07:30 is noon"


@pytest.mark.parametrize(
    ("supplies", "sleeps"),
    [
        ({}, False),
        ({"AC": ("Mains", "")}, False),
        ({"hidpp_battery_0": ("Battery", "Device")}, False),
        ({"AC": ("Mains", ""), "BAT0": ("Battery", "")}, True),
        ({"macsmc-battery": ("Battery", "System")}, True),
    ],
)
def test_a_machine_with_a_battery_of_its_own_sleeps(tmp_path: Path, supplies: dict[str, tuple[str, str]], sleeps: bool) -> None:
    for name, (kind, scope) in supplies.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(f"{kind}\n")
        if scope:
            (tmp_path / name / "scope").write_text(f"{scope}\n")
    assert background.sleeps(tmp_path) is sleeps


def test_name_servers_are_addresses_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "resolv").write_text("nameserver 10.0.0.2\nsearch lan\nnameserver evil\\n[Install]\nnameserver fe80::1\nnameserver\n")
    assert background.resolvers(tmp_path / "resolv") == ("10.0.0.2", "fe80::1")
    assert background.resolvers(tmp_path / "none") == ()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize(
    ("words", "scope", "most"),
    [
        (unit.user_unit(PLACE), "--user", 1.5),
        (unit.user_watch(PLACE), "--user", 1.5),
        (unit.system_unit(PLACE), "--system", 1.1),
        (unit.system_watch(PLACE), "--system", 1.1),
    ],
)
def test_systemd_itself_finds_the_sandbox_tight(tmp_path: Path, words: str, scope: str, most: float) -> None:
    (tmp_path / "bot.service").write_text(words)
    command = ["systemd-analyze", scope, "security", "--offline=true", "--no-pager", str(tmp_path / "bot.service")]
    done = subprocess.run(
        command, env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    found = re.search(r"Overall exposure level for bot.service: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= most
