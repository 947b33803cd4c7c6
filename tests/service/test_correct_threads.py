"""Editing a thread in place: a pretend platform of one file that has threads, edits and deletions. Its server is the judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from whenever import Instant

from bot import app, platforms
from bot.clock import FixedClock
from bot.model.delivery import Delivery, State
from bot.service import approve, correct, intake, publish
from bot.service.workspace import Workspace
from tests.loopback import Answer, Loopback, Reply, Seen, serving

PRETEND = '''\
"""Wall: a pretend platform whose threads can be edited."""

from __future__ import annotations

from bot.errors import MaybeSent
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Limits, MediaLimits, Step

MEDIA = MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0)
LIMITS = Limits(
    counter="chars", maximum=60, media=MEDIA, hosts=("wall.example",), secrets=(), idempotency="blind", threads=True, update=True
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wall."""


def facts(connection):
    """Nothing."""
    return {}


def render(post, account, facts):
    """The author's own lines."""
    texts = post.override(account.name, account.platform).segments
    return Draft(account.name, account.platform, "", tuple(Segment(text, len(text), 60, "chars", text) for text in texts))


def steps(draft):
    """One for each segment."""
    return tuple(Step(at, "post", segment, draft, follows=at - 1 if at else None) for at, segment in enumerate(draft.segments))


def publish(connection, step, before, key):
    """Writes a line."""
    return RemoteRef(f"n{step.index}", _ask(connection, "POST", f"n{step.index}", step.segment.wire))


def find(connection, step, before, key, since):
    """Nobody can read the wall."""
    return None


def update(connection, ref, segment):
    """Writes a line anew."""
    _ask(connection, "PUT", ref.id, segment.wire)


def account_url(account, facts):
    """The wall."""
    return "https://wall.example/"


def _ask(connection, method, name, text):
    url = f"https://wall.example/{name}"
    if connection.session.request(method, url, json={"text": text}).status_code != 200:
        raise MaybeSent("the wall is silent")
    return url
'''
SETTINGS = """\
site: {{url: https://example.org}}
rehearsal: false
accounts:
  wall: {{platform: wall, default: true, api: "{url}"}}
"""


@dataclass
class Wall:
    """The platform: what stands there, what was asked, and which lines do not answer."""

    lines: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)

    def answer(self, seen: Seen) -> Answer:
        name = seen.path.strip("/")
        self.asked.append((seen.method, name))
        if name in self.silent:
            return Reply(500)
        self.lines[name] = seen.json["text"]
        return Reply(200, {})


@dataclass
class Scene:
    """A workspace with a published thread of three lines."""

    workspace: Workspace
    wall: Wall
    root: Path

    def write(self, *texts: str) -> None:
        """The post's file says these lines."""
        lines = "\n".join(f'    - "{text}"' for text in texts)
        (self.root / "posts" / "tea.md").write_text(f"---\ntitle: Tea\nwall:\n  thread:\n{lines}\n---\n\nTea at four.\n", "utf-8")

    def of(self) -> Delivery:
        (delivery,) = self.workspace.store.deliveries()
        return delivery


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Wall, Loopback]]:
    folder = tmp_path / "more-platforms"
    folder.mkdir()
    (folder / "wall.py").write_text(PRETEND, "utf-8")
    monkeypatch.setattr(platforms, "__path__", [*platforms.__path__, str(folder)])
    platforms.names.cache_clear()
    made = Wall()
    with serving(made.answer) as server:
        yield made, server
    platforms.names.cache_clear()


@pytest.fixture
def scene(tmp_path: Path, wall: tuple[Wall, Loopback]) -> Iterator[Scene]:
    root = tmp_path / "w"
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    (root / "config" / "bot.yaml").write_text(SETTINGS.format(url=wall[1].url), "utf-8")
    made = Scene(app.open_workspace(root, clock=FixedClock(Instant.from_utc(2199, 1, 7, 9))), wall[0], root)
    made.write("One.", "Two.", "Three.")
    intake.scan(made.workspace, intake.Unsettled())
    id_ = made.of().id
    approve.bind(made.workspace, approve.plan(made.workspace, (id_,), immediate=True))
    assert publish.publish(made.workspace, id_).state == State.PUBLISHED
    made.wall.asked.clear()
    yield made
    made.workspace.store.close()


def test_only_the_segments_that_differ_are_touched(scene: Scene) -> None:
    scene.write("One!", "Two.", "Three!")
    plan = correct.plan(scene.workspace, scene.of().id)
    assert plan.edits == (0, 2)
    assert correct.edit(scene.workspace, plan).ok
    assert scene.wall.asked == [("PUT", "n0"), ("PUT", "n2")]
    assert scene.wall.lines == {"n0": "One!", "n1": "Two.", "n2": "Three!"}
    assert scene.of().approved == plan.mended.fingerprint


def test_an_edit_of_a_thread_that_was_cut_goes_on_where_it_stopped(scene: Scene) -> None:
    scene.write("One!", "Two!", "Three!")
    scene.wall.silent = {"n1"}
    outcome = correct.edit(scene.workspace, correct.plan(scene.workspace, scene.of().id))
    assert outcome.words.startswith("1 of 3 segments are changed, then nobody knows")
    assert scene.workspace.store.unfinished() == {scene.of().id}
    scene.wall.silent = set()
    scene.wall.asked.clear()
    assert correct.edit(scene.workspace, correct.plan(scene.workspace, scene.of().id)).ok
    assert scene.wall.asked == [("PUT", "n1"), ("PUT", "n2")]
    assert list(scene.wall.lines.values()) == ["One!", "Two!", "Three!"]
    assert scene.workspace.store.unfinished() == set()


def test_a_text_that_goes_back_and_forth_is_edited_each_time(scene: Scene) -> None:
    for word in ("Zero.", "One.", "Zero."):
        scene.write(word, "Two.", "Three.")
        assert correct.edit(scene.workspace, correct.plan(scene.workspace, scene.of().id)).ok
        assert scene.wall.lines["n0"] == word
    assert len(scene.wall.asked) == 3


def test_a_file_that_goes_back_while_an_edit_is_in_doubt_is_written_once_more(scene: Scene) -> None:
    """The second line may say the new text; the first one does."""
    scene.write("One!", "Two!", "Three.")
    scene.wall.silent = {"n1"}
    assert not correct.edit(scene.workspace, correct.plan(scene.workspace, scene.of().id)).ok
    scene.wall.silent, scene.wall.lines["n1"] = set(), "Two!"
    scene.write("One.", "Two.", "Three.")
    plan = correct.plan(scene.workspace, scene.of().id)
    assert [segment.text for segment in plan.live.segments] == ["One!", "Two.", "Three."]
    assert plan.edits == (0, 1)
    assert correct.edit(scene.workspace, plan).ok
    assert list(scene.wall.lines.values()) == ["One.", "Two.", "Three."]
    assert scene.workspace.store.unfinished() == set()
