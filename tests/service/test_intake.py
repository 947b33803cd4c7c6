"""From the folder to the queue, with real files: every row of what a folder can do to us."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from bot.model.delivery import State
from bot.service import intake
from tests.service.conftest import ARTICLE, Desk
from tests.service.test_publish import approved


def states(desk: Desk) -> dict[str, set[str]]:
    """The states of all deliveries, by post."""
    found: dict[str, set[str]] = {}
    for delivery in desk.workspace.store.deliveries():
        found.setdefault(delivery.post, set()).add(delivery.state.value)
    return found


@pytest.fixture
def empty(make_desk: Callable[..., Desk]) -> Desk:
    """A desk whose folder was scanned once, empty."""
    made = make_desk()
    made.scan()
    return made


def test_a_new_post_waits_for_every_default_account(desk: Desk) -> None:
    deliveries = desk.workspace.store.deliveries()
    assert sorted(d.platform for d in deliveries) == ["linkedin", "reddit", "x"]
    assert {d.state for d in deliveries} == {State.WAITING}
    assert all(d.due is not None for d in deliveries)


def test_an_unchanged_folder_is_left_alone(desk: Desk) -> None:
    before = desk.workspace.store.events(0, 1000)
    assert desk.scan() == intake.Scan()
    assert desk.workspace.store.events(0, 1000) == before


def test_a_file_still_being_written_is_not_queued(empty: Desk) -> None:
    path = empty.write("# Half")
    empty.age(path, 0.2)
    empty.scan()
    path.write_text("# Half a sentence that went on")
    empty.age(path, 0.1)
    empty.clock.advance(0.5)
    empty.scan()
    assert states(empty) == {}
    empty.clock.advance(1)
    empty.scan()
    assert set(states(empty)) == {"small-batches"}


def test_an_edit_voids_the_yes_and_shows_what_changed(desk: Desk) -> None:
    id_ = desk.of("x").id
    assert desk.yes(id_, now=False)[0].ok
    before = desk.of("x")
    desk.write(
        ARTICLE.replace("summary: Small batches find", "summary: Tiny batches find").replace("Training with small", "Training with tiny")
    )
    desk.scan()
    after = desk.of("x")
    assert after.state == State.WAITING
    assert after.fingerprint != before.fingerprint
    assert desk.workspace.store.draft(id_, before.fingerprint).segments != desk.workspace.store.draft(id_).segments


def test_an_edit_that_changes_nothing_for_an_account_keeps_its_yes(desk: Desk) -> None:
    id_ = desk.of("linkedin").id
    assert desk.yes(id_, now=False)[0].ok
    desk.write(
        ARTICLE.replace(
            "That keeps the noise and the speed.",
            "That keeps the noise and the speed.\n\n<!-- only: reddit -->\n\nAsk me anything here.\n\n<!-- end -->",
        )
    )
    desk.scan()
    assert desk.of("linkedin").state == State.APPROVED
    assert "Ask me anything" in desk.workspace.store.draft(desk.of("reddit").id).segments[0].text


def test_a_touched_file_changes_nothing(desk: Desk) -> None:
    assert desk.yes(desk.of("x").id, now=False)[0].ok
    desk.age(desk.write(), 120)
    desk.scan()
    assert desk.of("x").state == State.APPROVED


def test_a_deleted_post_is_withdrawn_after_two_looks(desk: Desk) -> None:
    other = desk.write("# Another\n\nA text of its own that stays where it is.", "another.md")
    desk.scan()
    (desk.workspace.settings.posts.path / "small-batches.md").unlink()
    desk.scan()
    assert states(desk)["small-batches"] == {"waiting"}
    desk.scan()
    assert states(desk) == {"small-batches": {"withdrawn"}, "another": {"waiting"}}
    assert other.exists()


def test_a_post_that_comes_back_waits_again(desk: Desk) -> None:
    desk.write("# Another\n\nA text of its own that stays where it is.", "another.md")
    desk.scan()
    path = desk.workspace.settings.posts.path / "small-batches.md"
    path.unlink()
    desk.scan()
    desk.scan()
    desk.write()
    desk.scan()
    assert states(desk)["small-batches"] == {"waiting"}


WITHOUT_ADDRESS = ARTICLE.replace("url: https://example.org/small-batches\n", "")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (WITHOUT_ADDRESS, WITHOUT_ADDRESS, State.WAITING),
        (ARTICLE, ARTICLE, State.APPROVED),
        (ARTICLE, ARTICLE.replace("rose steadily", "climbed"), State.APPROVED),
    ],
    ids=["by its text", "by its text and address", "by its address, edited too"],
)
def test_a_renamed_post_stays_the_same_post(desk: Desk, before: str, after: str, state: State) -> None:
    """Its yes stays where not a byte changed; without an address of its own the link in it follows the file's name."""
    desk.write(before)
    desk.scan()
    assert desk.yes(desk.of("linkedin").id, now=False)[0].ok
    folder = desk.workspace.settings.posts.path
    (folder / "moved").mkdir()
    (folder / "small-batches.md").rename(folder / "moved" / "renamed.md")
    desk.write(after, "moved/renamed.md")
    desk.scan()
    desk.scan()
    assert set(states(desk)) == {"small-batches"}
    assert desk.of("linkedin").state == state


@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.replace("rose steadily", "climbed")], ids=["as it was", "with its address"])
def test_a_post_that_was_published_and_deleted_comes_back_as_itself_under_any_name(desk: Desk, text: str) -> None:
    approved(desk, "linkedin")
    desk.send()
    (desk.workspace.settings.posts.path / "small-batches.md").unlink()
    desk.write("Something else, so that not everything vanishes at once.", "else.md")
    desk.scan()
    assert desk.scan().gone == 1
    desk.write(text, "noise.md")
    desk.scan()
    of_it = [d for d in desk.workspace.store.deliveries() if d.post != "else" and d.platform == "linkedin"]
    assert [(d.post, d.state) for d in of_it] == [("small-batches", State.PUBLISHED)]
    others = [d for d in desk.workspace.store.deliveries(post="small-batches") if d.platform != "linkedin"]
    assert {d.state for d in others} == {State.WAITING}, "what had not gone out asks again"


def test_a_folder_that_vanishes_holds_everything(desk: Desk) -> None:
    assert desk.yes(desk.of("x").id)[0].ok
    folder = desk.workspace.settings.posts.path
    folder.rename(folder.with_name("elsewhere"))
    found = desk.scan()
    desk.scan()
    assert "missing" in found.trouble
    desk.send()
    assert desk.of("x").state == State.APPROVED
    assert desk.live("x") == []
    folder.with_name("elsewhere").rename(folder)
    assert desk.scan().trouble == ""
    desk.send()
    assert desk.of("x").state == State.PUBLISHED


def test_the_only_post_is_deleted_with_its_file_and_held_with_its_folder(desk: Desk) -> None:
    folder = desk.workspace.settings.posts.path
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    for _ in range(3):
        assert desk.scan().trouble.startswith("The only post vanished from"), "as with a disk that was unmounted"
    assert states(desk) == {"small-batches": {"waiting"}}
    folder.rmdir()
    folder.with_name("away").rename(folder)
    assert desk.scan().trouble == ""
    (folder / "small-batches.md").unlink()
    assert [desk.scan().trouble, desk.scan().trouble] == ["", ""]
    assert states(desk) == {"small-batches": {"withdrawn"}}


def test_posts_that_all_vanish_at_once_are_not_withdrawn(desk: Desk) -> None:
    desk.write("# Another\n\nA text of its own.", "another.md")
    desk.scan()
    folder = desk.workspace.settings.posts.path
    shutil.rmtree(folder)
    folder.mkdir()
    for _ in range(3):
        assert "vanished" in desk.scan().trouble
    assert states(desk) == {"small-batches": {"waiting"}, "another": {"waiting"}}
    desk.workspace.store.set_meta("vanished-is-meant", "yes")
    for _ in range(3):
        desk.scan()
    assert states(desk) == {"small-batches": {"withdrawn"}, "another": {"withdrawn"}}


@pytest.mark.parametrize(
    "name",
    [".hidden.md", "_draft.md", "README.md", "note.md~", "note.md.swp", "#note.md#", ".#note.md", "note.md.tmp", "4913", "note.md.part"],
)
def test_files_of_editors_and_private_ones_are_not_posts(empty: Desk, name: str) -> None:
    empty.write("# No post\n\nText.", name)
    empty.scan()
    assert states(empty) == {}


def test_an_atomic_save_is_one_change(desk: Desk) -> None:
    folder = desk.workspace.settings.posts.path
    temporary = folder / ".small-batches.md.x1"
    temporary.write_text(ARTICLE.replace("five epochs", "six epochs"))
    desk.age(temporary)
    temporary.replace(folder / "small-batches.md")
    assert desk.scan().read == 1
    assert states(desk) == {"small-batches": {"waiting"}}


def test_a_conflict_copy_is_named_and_not_queued(desk: Desk) -> None:
    desk.write(name="small-batches.sync-conflict-20261123-101500-ABCDEF.md")
    assert desk.scan().broken == 1
    assert set(states(desk)) == {"small-batches"}


def test_a_copy_of_a_post_has_an_error(desk: Desk) -> None:
    desk.write(name="copy.md")
    desk.scan()
    copied = desk.workspace.store.deliveries(post="copy")
    assert copied
    assert all(d.blocked for d in copied)


def test_two_posts_of_one_name_are_two_posts(desk: Desk) -> None:
    desk.write("# The same name\n\nBut another text altogether.", "2025/small-batches.md")
    desk.scan()
    assert set(states(desk)) == {"small-batches", "2025-small-batches"}


def test_a_folder_moved_in_brings_all_its_posts(empty: Desk) -> None:
    outside = empty.workspace.settings.root / "outside"
    outside.mkdir()
    for number in range(5):
        (outside / f"post-{number}.md").write_text(f"# Post {number}\n\nSome text that is number {number}.")
        empty.age(outside / f"post-{number}.md")
    outside.rename(empty.workspace.settings.posts.path / "inside")
    assert empty.scan().read == 5


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("binary.md", b"\x00\x01\x02" * 50, "binary.md"),
        ("latin.md", "# Caf\xe9".encode("latin-1"), "latin.md"),
        ("wide.md", "# Hello".encode("utf-16"), "wide.md"),
        ("yaml.md", b"---\ntitle: [\n---\n\nText", "yaml.md"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(empty: Desk, name: str, content: bytes, words: str) -> None:
    path = empty.workspace.settings.posts.path / name
    path.write_bytes(content)
    empty.age(path)
    empty.write()
    found = empty.scan()
    assert (found.read, found.broken) in {(1, 1), (2, 0)}
    troubled = [p for p in empty.workspace.store.posts().values() if p.path == words]
    assert troubled
    assert any(problem.level == "error" for problem in troubled[0].problems)
    assert "small-batches" in states(empty)


def test_a_file_of_five_gigabytes_is_refused_unread(empty: Desk) -> None:
    path = empty.workspace.settings.posts.path / "huge.md"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    empty.age(path)
    assert empty.scan().broken == 1
    assert "5,368,709,120 bytes" in empty.workspace.store.posts()["huge.md"].problems[0].message


def test_links_out_of_the_folder_and_pipes_are_refused(empty: Desk) -> None:
    folder = empty.workspace.settings.posts.path
    secret = empty.workspace.settings.root / "secret.txt"
    secret.write_text("# Secret")
    (folder / "leak.md").symlink_to(secret)
    os.mkfifo(folder / "pipe.md")
    os.utime(folder / "pipe.md", (1, 1))
    empty.clock.advance(60)
    empty.scan()
    empty.clock.advance(2)
    empty.scan()
    assert states(empty) == {}
    assert {p.state for p in empty.workspace.store.posts().values()} == {"broken"}
    assert len(empty.workspace.store.posts()) == 2


def test_a_link_inside_the_folder_is_the_file(empty: Desk) -> None:
    folder = empty.workspace.settings.posts.path
    empty.write("# Inside\n\nText that is here.", "drafts/inside.md")
    (folder / "loop").symlink_to(folder)
    assert empty.scan().read == 1


def test_the_backlog_is_archived_and_can_be_queued(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.write("---\ntitle: Old\ndate: 2024-05-01\n---\n\nAn old text.", "old.md")
    yesterday = str(desk.clock.now().subtract(hours=24))[:10]
    desk.write(f"---\ntitle: New\ndate: {yesterday}\n---\n\nA new text.", "new.md")
    assert desk.scan().archived == 1
    assert states(desk) == {"old": {"archived"}, "new": {"waiting"}}
    assert intake.add(desk.workspace, "old")
    assert states(desk)["old"] == {"waiting"}
    desk.write("---\ntitle: Later\ndate: 2024-05-01\n---\n\nDropped in after the first scan.", "later.md")
    desk.scan()
    assert states(desk)["later"] == {"waiting"}


def test_a_draft_is_not_queued_until_it_is_none(empty: Desk) -> None:
    empty.write("---\ntitle: Draft\ndraft: true\n---\n\nNot yet.", "draft.md")
    empty.scan()
    assert states(empty) == {}
    empty.write("---\ntitle: Draft\n---\n\nNow it is.", "draft.md")
    empty.scan()
    assert states(empty) == {"draft": {"waiting"}}


def test_a_sidecar_gives_one_account_its_text(desk: Desk) -> None:
    account = desk.of("linkedin").account
    sidecar = desk.write("Written by hand for this account.", f"small-batches.{account}.md")
    desk.scan()
    assert set(states(desk)) == {"small-batches"}
    assert desk.workspace.store.draft(desk.of("linkedin").id).segments[0].text.startswith("Written by hand")
    sidecar.unlink()
    for _ in range(3):
        desk.scan()
    assert not desk.workspace.store.draft(desk.of("linkedin").id).segments[0].text.startswith("Written by hand")


def test_a_misspelt_key_blocks_and_names_the_likely_one(empty: Desk) -> None:
    empty.write("---\ntitle: Typo\npublsh_at: 2026-12-01 09:00\n---\n\nText of a post.", "typo.md")
    empty.scan()
    assert all(d.blocked for d in empty.workspace.store.deliveries())
    messages = [p.message for p in empty.workspace.store.posts()["typo"].problems]
    assert any("publish_at" in message for message in messages)


def test_a_time_in_a_gap_is_said_before_the_yes(empty: Desk) -> None:
    empty.write("---\ntitle: Gap\npublish_at: 2027-03-28 01:30 Europe/London\n---\n\nText of a post.", "gap.md")
    empty.scan()
    from bot.service import approve

    binding = approve.plan(empty.workspace, [empty.of("linkedin").id])[0]
    assert binding.moment is not None
    assert "does not exist" in binding.moment.note


def test_a_target_that_is_dropped_is_withdrawn(desk: Desk) -> None:
    desk.write(ARTICLE.replace("tags:", f"to: [{desk.of('x').account}]\ntags:"))
    desk.scan()
    assert {d.platform: d.state.value for d in desk.workspace.store.deliveries()} == {
        "x": "waiting",
        "linkedin": "withdrawn",
        "reddit": "withdrawn",
    }


def test_a_changed_configuration_renders_again(desk: Desk, make_desk: Callable[..., Desk]) -> None:
    from dataclasses import replace

    import msgspec

    settings = desk.workspace.settings
    other = msgspec.structs.replace(settings, site=msgspec.structs.replace(settings.site, utm=True))
    desk.workspace = replace(desk.workspace, settings=other)
    assert desk.scan().read == 1
    assert "utm_source" in str(desk.workspace.store.draft(desk.of("x").id))


def test_ten_thousand_files_at_once_are_all_seen(empty: Desk) -> None:
    folder = empty.workspace.settings.posts.path
    from bot.service import folder as room

    for number in range(10_000):
        (folder / f"{number}.md").write_bytes(b"# T")
    looks = {look.path for look in room.walk(empty.workspace.settings.posts)}
    assert len(looks) == 10_000


def test_published_posts_are_not_sent_again_when_edited(desk: Desk) -> None:
    id_ = desk.of("reddit").id
    assert desk.yes(id_)[0].ok
    desk.send()
    desk.write(ARTICLE.replace("five epochs", "six epochs"))
    desk.scan()
    delivery = desk.workspace.store.delivery(id_)
    assert delivery.state == State.PUBLISHED
    assert "live version differs" in delivery.note
    assert len(desk.live("reddit")) == 1


def test_a_sidecar_keeps_what_the_post_says_beside_the_text(desk: Desk) -> None:
    account = f"reddit-{desk.number}"
    matter = f"{account}: {{title: A title for Reddit, subreddit: other, text: In the post.}}"
    desk.write(f"---\ntitle: Mine\n{matter}\n---\n\nThe article.", "mine.md")
    desk.write("Written by hand.", f"mine.{account}.md")
    desk.scan()
    (delivery,) = [d for d in desk.workspace.store.deliveries(post="mine") if d.account == account]
    draft = desk.workspace.store.draft(delivery.id)
    assert (draft.title, draft.fields.get("subreddit"), draft.segments[0].text) == ("A title for Reddit", "other", "Written by hand.")


def test_a_slip_in_a_sidecar_is_a_problem_that_names_the_sidecar_and_its_line(desk: Desk) -> None:
    account = f"reddit-{desk.number}"
    desk.write("---\ntitle: Mine\n---\n\nThe article.", "mine.md")
    desk.write("---\npictures: nothing\n---\nWritten by hand.", f"mine.{account}.md")
    desk.scan()
    (problem,) = [p for p in desk.workspace.store.posts()["mine"].problems if p.code == "override"]
    assert (problem.level, problem.line) == ("error", 0)
    assert problem.message.startswith(f"mine.{account}.md:2: pictures can be none, or pictures of the article in their order, ")


def test_a_post_that_was_never_read_hinders_no_sidecar_of_another(desk: Desk) -> None:
    account = next(iter(desk.workspace.settings.accounts))
    desk.write("---\ntitle: [\n---\nwords\n", "drafts/broken.md")
    desk.write("Written by hand for this account.", f"small-batches.{account}.md")
    desk.scan()
    desk.write(ARTICLE.replace("five epochs", "six epochs"))
    assert desk.scan().read == 1
    assert desk.workspace.store.draft(desk.of(account.partition("-")[0]).id).segments[0].text.startswith("Written by hand")


def test_a_sidecar_alone_is_no_post_and_keeps_none_alive(desk: Desk) -> None:
    desk.write("# Another\n\nA text of its own.", "another.md")
    desk.write("By hand.", f"small-batches.{desk.of('x').account}.md")
    desk.scan()
    (desk.workspace.settings.posts.path / "small-batches.md").unlink()
    for _ in range(3):
        desk.scan()
    assert states(desk) == {"small-batches": {"withdrawn"}, "another": {"waiting"}}


def test_two_posts_of_one_address_are_not_both_promoted(desk: Desk) -> None:
    desk.write(ARTICLE.replace("Training with", "Again, training with"), "again.md")
    desk.scan()
    blocked = {d.post: d.blocked for d in desk.workspace.store.deliveries()}
    assert blocked == {"small-batches": False, "again": True}
    assert "same address as small-batches.md" in str(desk.workspace.store.posts()["again"].problems)


def test_a_segment_that_another_post_says_already_is_an_error_before_the_yes(desk: Desk) -> None:
    desk.write("---\ntitle: First\nx: {thread: [The very same words.]}\n---\n\nOne.", "first.md")
    desk.scan()
    desk.write("---\ntitle: Second\nx: {thread: [A beginning of its own., The very same words.]}\n---\n\nTwo.", "second.md")
    desk.scan()
    found = {d.post: d for d in desk.workspace.store.deliveries() if d.platform == "x"}
    assert not found["first"].blocked
    assert found["second"].blocked
    problems = desk.workspace.store.draft(found["second"].id).problems
    assert [p.message.split(" on ")[0] for p in problems if p.code == "said-before"] == ["Segment 2 is word for word one of first"]
    desk.workspace.store.move(found["first"].id, "no", desk.clock.now())
    desk.write("---\ntitle: Second\nx: {thread: [A beginning of its own., The very same words.]}\n---\n\nTwo of them.", "second.md")
    desk.scan()
    assert not desk.workspace.store.delivery(found["second"].id).blocked


def test_an_empty_post_has_nothing_to_approve(empty: Desk) -> None:
    empty.write("", "nothing.md")
    empty.scan()
    deliveries = empty.workspace.store.deliveries()
    assert deliveries
    assert all(d.blocked for d in deliveries)
    assert not any(outcome.ok for outcome in empty.yes(*(d.id for d in deliveries)))


def test_a_post_that_goes_nowhere_is_in_the_inbox(empty: Desk) -> None:
    from bot.service import status

    empty.write("---\ntitle: Lost\nto: [twiter]\n---\n\nText of a post.", "lost.md")
    empty.scan()
    assert any("twiter" in todo.line for todo in status.inbox(empty.workspace))


def test_a_post_that_can_be_read_again_has_its_own_name(empty: Desk) -> None:
    empty.write("---\ntitle: A: B\n---\n\nText of a post.", "colon.md")
    assert empty.scan().broken == 1
    empty.write('---\ntitle: "A: B"\n---\n\nText of a post.', "colon.md")
    empty.scan()
    assert set(states(empty)) == {"colon"}
    assert [p.path for p in empty.workspace.store.posts().values() if p.state == "broken"] == []


def test_a_file_that_never_could_be_read_is_forgotten_when_it_goes(empty: Desk) -> None:
    empty.write()
    path = empty.write("---\ntitle: A: B\n---\n\nText of a post.", "colon.md")
    empty.scan()
    path.unlink()
    for _ in range(3):
        empty.scan()
    assert [p.path for p in empty.workspace.store.posts().values() if p.state == "broken"] == []


def test_a_proposal_follows_publish_at_and_a_promise_says_that_it_does_not(empty: Desk) -> None:
    text = "---\ntitle: Timed\npublish_at: 2199-12-{:02} 12:00 UTC\n---\n\nText of a post."
    empty.write(text.format(1), "timed.md")
    empty.scan()
    empty.write(text.format(2) + "\n", "timed.md")
    empty.scan()
    assert str(empty.of("x").due).startswith("2199-12-02")
    assert empty.yes(empty.of("x").id, now=False)[0].ok
    empty.write(text.format(3) + "\n\n", "timed.md")
    empty.scan()
    promised = empty.of("x")
    assert str(promised.due).startswith("2199-12-02")
    assert "2199-12-03" in promised.note


def test_the_posts_of_a_jekyll_site_count_and_its_drafts_do_not(empty: Desk) -> None:
    empty.write(name="_posts/2026-11-20-small-batches.md")
    empty.write(ARTICLE.replace("Small", "Large").replace("small-", "large-"), name="_drafts/large-batches.md")
    empty.scan()
    assert set(states(empty)) == {"small-batches"}
