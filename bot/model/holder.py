"""Who holds a live account: which workspace, in which folder, on which machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """A machine: its `name`, what it is since it was installed (`machine`) and since it was started (`boot`), "" where it does not tell."""

    name: str
    machine: str = ""
    boot: str = ""

    def same(self, other: Host) -> bool:
        """Whether both are one machine. Names change and are not unique, so they decide only where nothing better is known."""
        if self.boot and self.boot == other.boot:
            return True
        if self.machine and other.machine:
            return self.machine == other.machine
        return self.name == other.name


@dataclass(frozen=True, slots=True)
class Place:
    """Where a workspace is at home: its id, its folder with every link resolved, its machine. `since` is RFC 3339 in UTC.

    `family` is the id of the workspace that it and its copies were made of, "" where that is its own.
    """

    workspace: str
    root: str
    host: Host
    since: str
    family: str = ""

    def same(self, other: Place) -> bool:
        """Whether both say the same but for the time."""
        return (self.workspace, self.root, self.host, self.family) == (other.workspace, other.root, other.host, other.family)

    def kin(self, other: Place) -> bool:
        """Whether one was made of the other, or both of a third: then each may have sent what the other was told to."""
        return (self.family or self.workspace) == (other.family or other.workspace)


@dataclass(frozen=True, slots=True)
class Holder:
    """The one workspace that may send as an account of `platform`; `account` is what it calls it, `place.since` since when."""

    platform: str
    account: str
    place: Place
