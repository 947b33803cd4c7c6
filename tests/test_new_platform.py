"""Adding a platform touches one file: a pretend fourth one, dropped into a folder, goes the whole way without another line changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from whenever import Instant

from bot import app, platforms
from bot.clock import FixedClock
from bot.errors import UserError
from bot.model.delivery import State
from bot.service import approve, intake, preview, publish
from tests.loopback import Answer, Loopback, Reply, Seen, serving

PRETEND = '''\
"""Noticeboard: a pretend platform of one file. It takes short notes at POST /notes."""

from __future__ import annotations

from bot.errors import MaybeSent, UserError
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Limits, MediaLimits, Step

LIMITS = Limits(
    counter="chars",
    maximum=60,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("noticeboard.example",),
    secrets=(),
    idempotency="blind",
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noticeboard; `corner` is where notes hang."""

    corner: str


def facts(connection):
    """Nothing."""
    return {}


def render(post, account, facts):
    """The title, and the corner."""
    text = f"{post.title} ({account.corner})"
    return Draft(account.name, account.platform, post.title, (Segment(text, len(text), LIMITS.maximum, LIMITS.counter, text),))


def steps(draft):
    """One."""
    return (Step(0, "post", draft.segments[0], draft),)


def publish(connection, step, before, key):
    """Hangs the note up."""
    answer = connection.session.post("https://noticeboard.example/notes", json={"text": step.segment.wire, "key": key})
    if answer.status_code != 201:
        raise MaybeSent(f"the board said {answer.status_code}")
    return RemoteRef(answer.json()["id"], f"https://noticeboard.example/notes/{answer.json()['id']}")


def find(connection, step, before, key, since):
    """Nobody can read the board."""
    return None


def ref(url):
    """The id is the last part."""
    if "noticeboard.example/notes/" not in url:
        raise UserError("This is no note.")
    return RemoteRef(url.rpartition("/")[2], url)


def account_url(account, facts):
    """The corner."""
    return f"https://noticeboard.example/{account.corner}"
'''

SETTINGS = """\
site: {{url: https://example.org}}
rehearsal: false
accounts:
  board: {{platform: noticeboard, default: true, corner: lobby, api: "{url}"}}
"""


@pytest.fixture
def noticeboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The one file, in a folder where platforms are looked for."""
    folder = tmp_path / "more-platforms"
    folder.mkdir()
    (folder / "noticeboard.py").write_text(PRETEND, "utf-8")
    monkeypatch.setattr(platforms, "__path__", [*platforms.__path__, str(folder)])
    platforms.names.cache_clear()
    yield
    platforms.names.cache_clear()


@pytest.fixture
def board() -> Iterator[Loopback]:
    """The platform itself."""

    def answer(seen: Seen) -> Answer:
        return Reply(201, {"id": "n1"}) if (seen.method, seen.path) == ("POST", "/notes") else Reply(404)

    with serving(answer) as running:
        yield running


@pytest.mark.usefixtures("noticeboard")
def test_one_file_is_a_platform(tmp_path: Path, board: Loopback) -> None:
    root = tmp_path / "w"
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    (root / "config" / "bot.yaml").write_text(SETTINGS.format(url=board.url), "utf-8")
    (root / "posts" / "tea.md").write_text("# Tea at four\n\nIn the lobby, with cake.\n", "utf-8")
    assert "noticeboard" in platforms.names()

    workspace = app.open_workspace(root, clock=FixedClock(Instant.from_utc(2199, 1, 7, 9)))
    post, drafts = preview.preview(workspace, root / "posts" / "tea.md")
    assert (post.slug, [draft.segments[0].text for draft in drafts]) == ("tea", ["Tea at four (lobby)"])

    intake.scan(workspace, intake.Unsettled())
    (waiting,) = workspace.store.deliveries()
    assert (waiting.platform, waiting.state) == ("noticeboard", State.WAITING)
    approve.bind(workspace, approve.plan(workspace, (waiting.id,), immediate=True))
    sent = publish.publish(workspace, waiting.id)
    assert (sent.state, sent.links) == (State.PUBLISHED, ("https://noticeboard.example/notes/n1",))
    assert [seen.json["text"] for seen in board.seen] == ["Tea at four (lobby)"]
    workspace.store.close()


@pytest.mark.usefixtures("noticeboard")
def test_its_mistakes_are_explained_like_those_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "bot.yaml").write_text("accounts:\n  board: {platform: noticebord, corner: lobby}\n", "utf-8")
    with pytest.raises(UserError, match="noticeboard"):
        app.open_workspace(tmp_path)
    (tmp_path / "config" / "bot.yaml").write_text("accounts:\n  board: {platform: noticeboard, cornr: lobby}\n", "utf-8")
    with pytest.raises(UserError, match="corner"):
        app.open_workspace(tmp_path)


def test_nothing_in_the_house_names_the_pretend_platform() -> None:
    found = subprocess.run(
        ["grep", "-rl", "noticeboard", str(Path(platforms.__file__).parents[1])], capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
    assert "noticeboard" not in platforms.names()
