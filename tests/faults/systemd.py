"""A systemd of a test's own: process 1 of a name space, with nothing but the units of the test, and a person's systemd below it.

It takes root, `unshare` and systemd 252 or later; where one is missing, `obstacle` says which. Nothing of the machine is touched: home
folders, `/run` and the control groups are the name space's own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.faults.field import until

ROOT = Path(__file__).parents[2]
SYSTEMD = Path("/usr/lib/systemd/systemd")
PERSON, HOME, RUN = "1", Path("/home/tester"), Path("/run/user/1")
"""The user `daemon`, which every Linux has, with a home folder for once."""

TARGET = "[Unit]\nDescription=What a test starts\nDefaultDependencies=no\n"
MANAGER = f"""\
[Unit]
DefaultDependencies=no
[Service]
Type=notify
User={PERSON}
Environment=XDG_RUNTIME_DIR={RUN} HOME={HOME}
ExecStart={SYSTEMD} --user --unit=basic.target
Delegate=yes
"""

# Nobody else may look into the folder where root keeps its Python, so the name space shows that folder alone.
START = """\
set -e
mount --make-rprivate /
mount -t tmpfs t /run
mkdir -p /run/lock /run/systemd/unit-root "$BASE_AT" "$RUN_AT"
mount -t tmpfs -o mode=755 t /home
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 t /dev/pts
mount --bind /dev/pts/ptmx /dev/ptmx
if [ -n "$HIDDEN" ]; then
    mount --bind "$BASE" "$BASE_AT"
    mount -t tmpfs -o mode=755 t "$HIDDEN"
    mkdir -p "$BASE"
    mount --bind "$BASE_AT" "$BASE"
    umount "$BASE_AT"
fi
mkdir -p "$HOME_AT"
chown 1:1 "$HOME_AT" "$RUN_AT"
for each in $(awk '$2 ~ "^/sys/fs/cgroup" {print $2}' /proc/mounts | sort -r); do umount "$each"; done
mount -t cgroup2 c /sys/fs/cgroup
mkdir -p "/sys/fs/cgroup/$NAME"
echo $$ > "/sys/fs/cgroup/$NAME/cgroup.procs"
exec unshare --cgroup sh -c 'umount /sys/fs/cgroup; mount -t cgroup2 c /sys/fs/cgroup; exec env -i container=test PATH="$PATH" \
    SYSTEMD_UNIT_PATH="$UNITS" SYSTEMD_GENERATOR_PATH=/none SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/none \
    "$SYSTEMD" --system --unit=test.target --log-target=console --log-level=warning'
"""


def obstacle() -> str:
    """Why there can be no systemd of our own here, or nothing."""
    if os.geteuid() != 0:
        return "only root may start a systemd of its own"
    missing = [name for name in ("unshare", "nsenter", "setpriv", "systemctl") if shutil.which(name) is None]
    if missing or not SYSTEMD.exists():
        return f"there is no {(missing or [str(SYSTEMD)])[0]}"
    trial = "mount -t tmpfs t /run && mount -t cgroup2 c /mnt"
    tried = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--cgroup", "sh", "-c", trial], capture_output=True, text=True, check=False
    )
    return f"name spaces are not to be had: {tried.stderr.strip()}" if tried.returncode else ""


def _said(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@dataclass
class Systemd:
    """One that runs; `process` is what started it, `one` its process 1 as this machine counts."""

    process: subprocess.Popen[bytes]
    one: int
    units: Path
    name: str

    def root(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of root inside."""
        return subprocess.run(
            ["nsenter", "--target", str(self.one), "--all", *words], capture_output=True, text=True, check=False, timeout=120
        )

    def person(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the person inside, at home."""
        surroundings = [f"HOME={HOME}", f"XDG_RUNTIME_DIR={RUN}", "PATH=/usr/bin:/bin", "USER=daemon", "LANG=C.UTF-8"]
        return self.root(
            "setpriv", f"--reuid={PERSON}", f"--regid={PERSON}", "--clear-groups", "env", "-i", "-C", str(HOME), *surroundings, *words
        )

    def bot(self, *words: str) -> str:
        """What `bot` says to the person; it must succeed."""
        done = self.person(sys.executable, "-P", "-m", "bot", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def property(self, unit: str, name: str) -> str:
        """One property of the person's unit."""
        return self.person("systemctl", "--user", "show", unit, f"--property={name}", "--value").stdout.strip()

    def end(self) -> None:
        """Ends it, and with its process 1 everything in it."""
        self.process.kill()
        self.process.wait()
        for tree in (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")):
            for folder, _, _ in os.walk(tree / self.name, topdown=False):
                with contextlib.suppress(OSError):  # what has just died may still be counted in it
                    Path(folder).rmdir()


def start(folder: Path, name: str) -> Systemd:
    """One with the units of the empty `folder`, and the person's systemd in it."""
    folder.mkdir()
    (folder / "test.target").write_text(TARGET)
    (folder / "person.service").write_text(MANAGER)
    base = Path(sys.base_prefix)
    hidden = next((str(each) for each in reversed(base.parents) if each != Path("/") and not each.stat().st_mode & 0o005), "")
    surroundings = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "BASE": str(base), "BASE_AT": "/run/base", "HIDDEN": hidden, "UNITS": str(folder),
        "HOME_AT": str(HOME), "RUN_AT": str(RUN), "NAME": name, "SYSTEMD": str(SYSTEMD),
    }  # fmt: skip
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", START],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(lambda: process.poll() is not None or bool(children.read_text().strip()))
    system = Systemd(process, int(children.read_text()), folder, name)
    until(lambda: system.root("systemctl", "start", "person.service").returncode == 0)
    return system
