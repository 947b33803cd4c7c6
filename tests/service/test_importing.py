"""Articles come in once, whole and over nothing; feeds are watched politely; nothing but what was named is ever asked."""

from __future__ import annotations

import os
import socket
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.local import Local
from bot.foreign.article import Foreign, Unusable
from bot.model.delivery import State
from bot.service import feeds, fetching, importing
from bot.service.serve import serve
from tests.foreign.test_sources import MEDIUM, PNG, RSS, item, notebook
from tests.loopback import Loopback, Reply, Seen, serving
from tests.service.conftest import ARTICLE, SETTINGS, Desk

WORDS = "<![CDATA[<p>" + "Gradient noise is what helps. " * 60 + "</p>]]>"


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(SETTINGS)


def bring(desk: Desk, *sources: Path | str, dry: bool = False) -> list[importing.Arrival]:
    onto = importing.shelf(desk.workspace)
    return [arrival for source in sources for arrival in importing.bring(desk.workspace, str(source), onto, dry=dry)]


def states(arrivals: list[importing.Arrival]) -> list[str]:
    return [arrival.state for arrival in arrivals]


def files(desk: Desk) -> list[str]:
    root = desk.workspace.settings.posts.path
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def saved(folder: Path, text: str | bytes, name: str = "feed.xml") -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name


def entry(name: str, day: str = "Fri, 01 Mar 2024 10:00:00 GMT") -> str:
    return item(title=name, link=f"https://blog.example/{name.lower()}", guid=f"tag:{name}", pubDate=day, content_encoded=WORDS)


def test_a_second_run_brings_nothing_and_neither_does_another_source_of_the_same(desk: Desk, tmp_path: Path) -> None:
    feed, page = saved(tmp_path, RSS.format(entry("One") + entry("Two"))), saved(tmp_path, MEDIUM, "a.html")
    medium = RSS.format(item(title="On noise", link="https://medium.com/@a/on-noise-0123456789ab?source=rss-1", content_encoded=WORDS))
    assert states(bring(desk, feed, page)) == ["imported"] * 3
    before = files(desk)
    assert states(bring(desk, feed, page, saved(tmp_path, medium, "medium.xml"))) == ["here"] * 4
    assert files(desk) == before == ["on-noise.md", "one.md", "two.md"]


def test_what_the_author_wrote_here_is_not_brought_in_again(desk: Desk, tmp_path: Path) -> None:
    desk.write(ARTICLE)
    feed = RSS.format(item(title="Small batches", link="https://www.example.org/small-batches/?utm_source=rss", content_encoded=WORDS))
    (found,) = bring(desk, saved(tmp_path, feed))
    assert (found.state, found.path) == ("here", "small-batches.md")


def test_no_file_is_overwritten_and_none_is_left_half(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = desk.write("My own text.", "one.md")
    (found,) = bring(desk, saved(tmp_path, RSS.format(entry("One"))))
    assert (found.path, mine.read_text()) == ("one-2.md", "My own text.")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="No space left"):
        bring(desk, saved(tmp_path, RSS.format(entry("Two"))))
    assert files(desk) == ["one-2.md", "one.md"]


def test_two_articles_to_which_a_source_gives_one_address_both_come(desk: Desk, tmp_path: Path) -> None:
    pages = {"posts/a.html": MEDIUM, "posts/b.html": MEDIUM.replace("On noise", "Off noise")}
    archive = tmp_path / "medium.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for name, text in pages.items():
            out.writestr(name, text)
    assert states(bring(desk, archive)) == ["imported"] * 2
    assert states(bring(desk, archive)) == ["here"] * 2
    desk.age(desk.workspace.settings.posts.path / "on-noise.md")
    desk.age(desk.workspace.settings.posts.path / "off-noise.md")
    desk.scan()
    assert not [p for record in desk.workspace.store.posts().values() for p in record.problems if p.level == "error"]


def test_a_dry_run_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    (found,) = bring(desk, saved(tmp_path, RSS.format(entry("One"))), dry=True)
    assert (found.state, found.path, files(desk)) == ("imported", "one.md", [])


def test_a_notebook_lies_in_a_folder_with_its_figures(desk: Desk, tmp_path: Path) -> None:
    import base64

    output = {"output_type": "display_data", "data": {"image/png": base64.b64encode(PNG).decode()}}
    cells = [{"cell_type": "markdown", "source": "# On noise\n\nText."}, {"cell_type": "code", "source": "plot()", "outputs": [output]}]
    bring(desk, saved(tmp_path, notebook(*cells), "Noise.ipynb"))
    assert files(desk) == ["noise", "noise/figure-1.png", "noise/index.md"]


def test_old_articles_are_archived_however_late_they_come_and_new_ones_wait(desk: Desk, tmp_path: Path) -> None:
    desk.write(ARTICLE)
    desk.scan()
    today = desk.clock.now().format_iso()
    bring(desk, saved(tmp_path, RSS.format(entry("Old") + entry("New", today))))
    for name in ("old.md", "new.md"):
        desk.age(desk.workspace.settings.posts.path / name)
    assert desk.scan().archived == 1
    waiting = {delivery.post for delivery in desk.workspace.store.deliveries(states=(State.WAITING,))}
    assert waiting == {"small-batches", "new"}
    assert {delivery.post for delivery in desk.workspace.store.deliveries(states=(State.ARCHIVED,))} == {"old"}


def feed_of(*names: str) -> bytes:
    return RSS.format("".join(entry(name) for name in names)).encode()


def test_an_address_is_fetched_with_its_redirects_on_the_same_host_alone(desk: Desk) -> None:
    def script(seen: Seen) -> Reply:
        if seen.path == "/feed":
            return Reply(301, headers={"Location": "/feed.xml"})
        if seen.path == "/away":
            return Reply(302, headers={"Location": "https://evil.example/feed.xml"})
        if seen.path == "/round":
            return Reply(302, headers={"Location": "/round"})
        return Reply(200, feed_of("One")) if seen.path == "/feed.xml" else Reply(404, b"no")

    with serving(script) as server:
        found = bring(desk, *(f"{server.url}{path}" for path in ("/feed", "/away", "/round", "/none")))
    assert states(found) == ["imported", "refused", "refused", "refused"]
    assert [("https://evil.example" in one.why, "times" in one.why, "404" in one.why) for one in found[1:]] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_an_answer_without_end_is_refused(desk: Desk) -> None:
    with serving(lambda seen: Reply(200, b"<rss>" + b" " * 10_000_001)) as server:
        (found,) = bring(desk, server.url)
    assert found.state == "refused"


@pytest.mark.parametrize(
    "address",
    ["10.0.0.5", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "0.0.0.0", "100.64.0.1",
     "2002:a00:1::", "224.0.0.1"],
)  # fmt: skip
def test_a_public_name_with_a_private_address_is_never_connected_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))])
    monkeypatch.setattr(socket.socket, "connect", lambda _, where: met.append(where))
    with pytest.raises(Unusable, match=r"^feeds\.example has a private address, and only public ones are asked$"):
        fetching.fetch("https://feeds.example/feed.xml")
    assert met == []


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "10.0.0.5", "10.0.0.5"])
    met: list[object] = []

    def lookup(host: str, port: int, *_: object, **__: object) -> list[object]:
        address = host if host[0].isdigit() else next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(_: socket.socket, where: object) -> None:
        met.append(where)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(Unusable, match="could not be reached"):
        fetching.fetch("https://feeds.example/feed.xml")
    assert met == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "url",
    ["http://blog.example/feed", "https://u:p@blog.example/feed", "https://blog.example:8443/feed", "https:///feed", "https://[x/feed"],
)
def test_other_addresses_are_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(Unusable, match="must begin with https"):
        fetching.fetch(url)


def watching(desk: Desk, server: Loopback) -> tuple[Desk, Callable[[], list[str]]]:
    """The desk with a feed of that server, and one pass of the service over it: what is said."""
    url = f"{server.url}/feed.xml"
    watched = replace(desk, workspace=replace(desk.workspace, settings=replace_feeds(desk, url)))

    def look() -> list[str]:
        said: list[str] = []
        engine = Local(lambda account, id_: serve(watched.workspace, account, id_, watched.looks, said.append), watched.workspace.wake)
        feeds.watch(watched.workspace, engine, {})
        assert engine.close(30)
        assert engine.reap() == []
        return said

    return watched, look


def replace_feeds(desk: Desk, *urls: str):  # type: ignore[no-untyped-def]
    import msgspec

    return msgspec.structs.replace(desk.workspace.settings, feeds=urls)


def test_a_watched_feed_is_asked_hourly_and_only_for_what_is_new(desk: Desk) -> None:
    feed = {"body": feed_of("One")}

    def script(seen: Seen) -> Reply:
        if seen.headers.get("if-none-match") == '"a"' and feed["body"] == feed_of("One"):
            return Reply(304)
        return Reply(200, feed["body"], {"ETag": '"a"'})

    with serving(script) as server:
        watched, look = watching(desk, server)
        assert "1 new article: one.md" in look()[0]
        assert look() == []
        assert len(server.seen) == 1, "an hour has not passed"
        watched.clock.advance(3601)
        assert look() == []
        assert server.seen[-1].headers["if-none-match"] == '"a"'
        (desk.workspace.settings.posts.path / "one.md").unlink()
        feed["body"] = feed_of("Two", "One")
        watched.clock.advance(3601)
        assert "1 new article: two.md" in look()[0]
    assert files(desk) == ["two.md"], "what its author deleted stays away"


def test_a_failing_feed_is_asked_less_and_less_and_said_once(desk: Desk) -> None:
    with serving(lambda seen: Reply(404, b"not now")) as server:
        watched, look = watching(desk, server)
        said = []
        for _ in range(6):
            said.append(look())
            watched.clock.advance(3601)
    assert [len(words) for words in said] == [0, 0, 0, 1, 0, 0]
    assert len(server.seen) == 3, "after one hour, two, four"


def test_a_feed_that_asks_to_wait_is_left_alone_that_long(desk: Desk) -> None:
    with serving(lambda seen: Reply(429, b"", {"Retry-After": "20000"})) as server:
        watched, look = watching(desk, server)
        look()
        watched.clock.advance(19_000)
        look()
        assert len(server.seen) == 1
        watched.clock.advance(1_100)
        look()
        assert len(server.seen) == 2


def test_an_article_is_itself_by_its_address_or_its_guid() -> None:
    shelf = importing.Shelf(Path())
    shelf.known["blog.example/a"] = "a.md"
    assert shelf.where(Foreign("A", "", url="http://www.Blog.example/a/#top")) == "a.md"
    assert shelf.where(Foreign("A", "", url="https://blog.example/b", identity="https://blog.example/a")) == "a.md"
    assert shelf.where(Foreign("A", "", url="https://blog.example/A")) == ""
