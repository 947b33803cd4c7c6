"""The unit that `bot service install` writes, under a real systemd, with its whole sandbox: it publishes, and it comes back."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import systemd
from tests.faults.field import until
from tests.faults.systemd import HOME, Systemd
from tests.loopback import Reply, serving

UNIT, WATCH = "bot-my-posts.service", "bot-my-posts.down.service"
POSTS = HOME / "my posts"
ARTICLE = """\
---
title: What a service needs of a machine
url: https://example.org/sandbox
---
We measured what a service that publishes needs of a machine. It is 1 folder and the network, and a picture of 4 numbers takes a decoder.

![Four numbers](four.png)

The rest of the machine is not there for it. That holds for its pictures too.
"""

pytestmark = [
    pytest.mark.skipif(bool(systemd.obstacle()), reason=systemd.obstacle() or "there is one"),
    # One machine for all of them, and one test takes the service away: whoever ran these in another order would find none.
    pytest.mark.xdist_group("systemd"),
]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Systemd]:
    """A machine whose person has a workspace, and the service installed."""
    found = systemd.start(tmp_path_factory.mktemp("systemd") / "units", f"bot-{uuid.uuid4().hex[:8]}")
    try:
        found.bot("init", str(POSTS))
        found.bot("--workspace", str(POSTS), "service", "install")
        yield found
    finally:
        found.end()


def bot(machine: Systemd, *words: str) -> str:
    return machine.bot("--workspace", str(POSTS), *words)


def process(machine: Systemd) -> int:
    return int(machine.property(UNIT, "MainPID"))


def up(machine: Systemd) -> bool:
    return machine.property(UNIT, "ActiveState") == "active" and machine.property(UNIT, "SubState") == "running"


def inside(machine: Systemd, path: Path) -> Path:
    """A path of the machine as this one sees it."""
    return Path(f"/proc/{machine.one}/root{path}")


def test_it_publishes_text_and_pictures_from_inside_the_sandbox(machine: Systemd) -> None:
    from PIL import Image

    posts = inside(machine, POSTS / "posts")
    Image.linear_gradient("L").resize((1200, 800)).save(posts / "four.png")
    (posts / "needs.md").write_text(ARTICLE)
    until(lambda: "needs" in bot(machine, "queue"))
    bot(machine, "approve", "--post", "needs", "--now", "--yes")
    until(lambda: bot(machine, "queue").count("published") >= 2)
    assert list(inside(machine, POSTS / ".bot" / "media").glob("*.png"))


def test_nothing_else_of_the_machine_is_there_for_it(machine: Systemd) -> None:
    status = Path(f"/proc/{machine.one}/root/proc/{process(machine)}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    assert "CapBnd:\t0000000000000000" in status
    homes = inside(machine, Path(f"/proc/{process(machine)}/root{HOME}"))
    assert sorted(each.name for each in homes.iterdir()) == [".local", "my posts"]


def test_the_doctor_examines_from_inside_the_sandbox(machine: Systemd) -> None:
    said = bot(machine, "doctor", "--offline", "--as-service")
    assert f"It runs as process {process(machine)}" in said
    closed = inside(machine, HOME / ".config/systemd/user" / UNIT)
    whole = closed.read_text()
    closed.write_text(whole.replace("BindPaths=", "BindReadOnlyPaths="))
    examined = machine.person(sys.executable, "-P", "-m", "bot", "--workspace", str(POSTS), "doctor", "--offline", "--as-service")
    closed.write_text(whole)
    assert examined.returncode == 1
    assert "cannot be written" in examined.stdout + examined.stderr


def test_killed_it_is_started_again(machine: Systemd) -> None:
    before = process(machine)
    machine.person("systemctl", "--user", "kill", "--signal=KILL", "--kill-whom=main", UNIT)
    until(lambda: process(machine) not in {0, before} and up(machine))


def test_hanging_it_is_ended_by_the_watchdog_and_started_again(machine: Systemd) -> None:
    folder = inside(machine, HOME / ".config/systemd/user" / f"{UNIT}.d")
    folder.mkdir(parents=True)
    (folder / "soon.conf").write_text("[Service]\nWatchdogSec=3\nRestartSec=1\n")
    machine.person("systemctl", "--user", "daemon-reload")
    machine.person("systemctl", "--user", "restart", UNIT)
    until(lambda: up(machine))
    before = process(machine)
    machine.person("systemctl", "--user", "kill", "--signal=STOP", "--kill-whom=main", UNIT)
    until(lambda: process(machine) not in {0, before} and up(machine), 60)


def test_it_stops_in_order_and_reads_its_configuration_again_when_told(machine: Systemd) -> None:
    before = process(machine)
    assert machine.person("systemctl", "--user", "reload", UNIT).returncode == 0
    assert process(machine) == before
    assert machine.person("systemctl", "--user", "stop", UNIT).returncode == 0
    assert machine.property(UNIT, "Result") == "success"
    assert "not running" in bot(machine, "doctor", "--offline")
    machine.person("systemctl", "--user", "start", UNIT)
    until(lambda: up(machine))


def test_dying_again_and_again_it_stays_stopped_says_why_and_the_person_is_told_once(machine: Systemd) -> None:
    def dead() -> bool:
        machine.person("systemctl", "--user", "kill", "--signal=KILL", "--kill-whom=main", UNIT)
        return machine.property(UNIT, "ActiveState") == "failed"

    def told() -> list[str]:
        return [seen.json["message"] for seen in phone.seen if seen.json["title"] == "The service is down"]

    with serving(lambda _: Reply(200, {})) as phone:
        settings = inside(machine, POSTS / "config" / "bot.yaml")
        place = phone.url.replace("http://", "json://")
        awake = settings.read_text().replace("notify: []", f'notify: ["{place}"]').replace('quiet: "22:00-07:00"', "quiet: off")
        settings.write_text(awake)
        until(dead, 90)
        until(lambda: bool(told()) and machine.property(WATCH, "ActiveState") == "inactive", 60)
        machine.person("systemctl", "--user", "start", WATCH)
        assert len(told()) == 1
    # Which of the two gave up first, systemd or the service itself, depends on what the tests before did to it.
    assert "ended badly 5 times in a row" in told()[0] or f"No service runs for {POSTS} since " in told()[0]
    assert told()[0].splitlines()[-1] in {"Run: bot resume", "Run: bot doctor"}
    assert machine.person("systemctl", "--user", "is-active", UNIT).stdout.strip() == "failed"
    said = machine.person(sys.executable, "-P", "-m", "bot", "--workspace", str(POSTS), "service").stdout
    assert "failed" in said


def test_taken_away_nothing_of_it_is_left(machine: Systemd) -> None:
    bot(machine, "service", "uninstall")
    assert not [each for each in inside(machine, HOME / ".config/systemd/user").iterdir() if each.is_file()]
    assert "No service is installed" in machine.person(sys.executable, "-P", "-m", "bot", "--workspace", str(POSTS), "service").stdout


def test_the_service_of_the_whole_machine_publishes_too_with_credentials_of_systemd(machine: Systemd) -> None:
    whole = machine.bot("--workspace", str(POSTS), "service", "show", "--system", "--user", "daemon")
    (machine.units / "bot.service").write_text(whole.replace("After=network-online.target time-sync.target\n", ""))
    machine.root("mkdir", "-p", "/run/credentials-of-a-test")
    inside(machine, Path("/run/credentials-of-a-test/llm_api_key")).write_text("s3cret-of-a-test")
    drop = machine.units / "bot.service.d"
    drop.mkdir()
    (drop / "here.conf").write_text(
        "[Service]\nLoadCredential=\nLoadCredential=bot:/run/credentials-of-a-test\n[Unit]\nDefaultDependencies=no\n"
    )
    machine.root("systemctl", "daemon-reload")
    started = machine.root("systemctl", "start", "bot.service")
    assert started.returncode == 0, machine.root("systemctl", "status", "bot.service").stdout
    found = int(machine.root("systemctl", "show", "bot.service", "--property=MainPID", "--value").stdout)
    assert f"running as process {found}" in bot(machine, "status")
    surroundings = inside(machine, Path(f"/proc/{found}/environ")).read_bytes()
    assert b"CREDENTIALS_DIRECTORY=" in surroundings
    assert b"s3cret-of-a-test" not in surroundings
    assert machine.root("systemctl", "stop", "bot.service").returncode == 0
