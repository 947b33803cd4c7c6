"""`make harden`: how tight systemd finds the sandbox, and the whole test suite inside it, under a real systemd of our own.

The suite runs as a person's unit with every line of the unit that `bot service install` writes, but for what is started. It takes root.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from bot.service import unit
from tests.faults import systemd
from tests.faults.field import until
from tests.faults.systemd import HOME, ROOT, Systemd

UNIT = "bot-suite.service"
LONGEST = 3600
"""Seconds that the suite may take."""


def main(given: list[str]) -> int:
    """Prints both scores and runs pytest with the words `given`, else all of `tests` that `make test` runs. Gives pytest's exit code."""
    place = unit.Place(
        name="bot", python=Path(sys.executable), root=ROOT, user="daemon", code=(Path(sys.prefix), Path(sys.base_prefix)), writes=(ROOT,)
    )
    with tempfile.TemporaryDirectory() as folder:
        _scores(Path(folder), {"--user": unit.user_unit(place), "--system": unit.system_unit(place)})
    why = systemd.obstacle()
    if why:
        print(f"The suite was not run inside the sandbox: {why}.")
        return 0
    machine = systemd.start(Path(tempfile.mkdtemp()) / "units", f"bot-{uuid.uuid4().hex[:8]}")
    try:
        return _suite(machine, place, given)
    finally:
        machine.end()
        shutil.rmtree(machine.units.parent)


def _scores(folder: Path, words: dict[str, str]) -> None:
    for scope, text in words.items():
        file = folder / "bot.service"
        file.write_text(text)
        command = ["systemd-analyze", scope, "security", "--offline=true", "--no-pager", str(file)]
        done = subprocess.run(
            command, env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder)}, capture_output=True, text=True, check=False
        )
        print(f"{scope[2:]:6} unit  {done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr}")


def _suite(machine: Systemd, place: unit.Place, given: list[str]) -> int:
    sandboxed = re.sub(r"(?m)^(Type|NotifyAccess|ExecReload|Restart|RestartSec|WatchdogSec|Timeout\w+)=.*\n", "", unit.user_unit(place))
    said = "/home/tester/said"
    command = f"{place.python} -m pytest -p no:cacheprovider -n auto --dist worksteal {' '.join(given)}"
    words = re.sub(
        r"(?m)^ExecStart=.*$",
        f"Type=oneshot\nEnvironment=HYPOTHESIS_STORAGE_DIRECTORY=/tmp/hypothesis\nExecStart={command}\nStandardOutput=file:{said}\nStandardError=inherit",
        sandboxed,
    )
    units = Path(f"/proc/{machine.one}/root{HOME}/.config/systemd/user")
    machine.person("mkdir", "-p", str(HOME / ".config/systemd/user"))
    (units / UNIT).write_text(words)
    machine.person("systemctl", "--user", "daemon-reload")
    machine.person("systemctl", "--user", "start", "--no-block", UNIT)
    until(lambda: machine.property(UNIT, "ActiveState") in {"inactive", "failed"}, LONGEST)
    output = Path(f"/proc/{machine.one}/root{said}")
    print(output.read_text(errors="replace") if output.exists() else machine.person("systemctl", "--user", "status", UNIT).stdout)
    return int(machine.property(UNIT, "ExecMainStatus"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
