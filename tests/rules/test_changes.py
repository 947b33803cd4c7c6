"""Where a post goes, and what an edit does to what was approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import MOVES, State
from bot.model.draft import Media, Problem
from bot.model.post import Post
from bot.model.settings import Account, Settings
from bot.rules import changes
from tests.rules.samples import delivery, draft

SETTINGS = Settings(
    root=Path("/w"),
    state=Path("/w/.bot"),
    accounts={
        "linkedin": Account(name="linkedin", platform="linkedin", default=True),
        "x": Account(name="x", platform="x", default=True),
        "reddit": Account(name="reddit", platform="reddit"),
    },
    groups={"launch": ("linkedin", "reddit"), "nobody": ()},
)
POST = Post(slug="hello", path="hello.md", title="Hello", blocks=())
ERROR = Problem("error", "missing-cover", "The cover is missing.")


def test_a_post_goes_to_the_default_accounts() -> None:
    assert changes.targets(POST, SETTINGS) == (("linkedin", "x"), ())


def test_to_names_accounts_and_groups_each_once() -> None:
    assert changes.targets(replace(POST, to=("reddit", "launch")), SETTINGS) == (("reddit", "linkedin"), ())


def test_an_unknown_target_is_an_error_with_the_likely_one_and_the_others_stay() -> None:
    names, (problem,) = changes.targets(replace(POST, to=("lanch", "x")), SETTINGS)
    assert names == ("x",)
    assert (problem.level, problem.code) == ("error", "unknown-target")
    assert problem.message == "`to:` names 'lanch', which is neither an account nor a group. Did you mean launch?"
    assert changes.targets(replace(POST, to=("zzz",)), SETTINGS)[1][0].message.endswith("Known: linkedin, x, reddit, launch, nobody.")


def test_a_name_that_reading_the_post_found_wrong_is_said_once() -> None:
    found = Problem("error", "unknown-account", "to: lanch is no account, group or platform. Did you mean launch?", 3)
    assert changes.targets(replace(POST, to=("lanch", "x"), problems=(found,)), SETTINGS) == (("x",), ())
    (other,) = changes.targets(replace(POST, to=("lan", "x"), problems=(found,)), SETTINGS)[1]
    assert other.message.startswith("`to:` names 'lan',")


def test_nobody_by_default_is_said() -> None:
    names, (problem,) = changes.targets(POST, Settings(root=Path("/w"), state=Path("/w/.bot")))
    assert names == ()
    assert (problem.level, problem.code) == ("warning", "no-target")
    assert changes.targets(replace(POST, to=("x",)), Settings(root=Path("/w"), state=Path("/w/.bot")))[1][0].message.endswith(
        "Known: none."
    )


# Redrafts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(State))
def test_another_text_voids_or_changes_exactly_where_the_table_of_moves_allows_it(state: State) -> None:
    old, new = draft("one"), draft("two")
    move = changes.redraft(delivery(state=state, fingerprint=old.fingerprint, approved=old.fingerprint), new)
    assert move == ("changed" if (state, "changed") in MOVES else None)


@pytest.mark.parametrize("state", [state for state in State if state is not State.WITHDRAWN])
def test_the_same_text_leaves_everything_as_it_is(state: State) -> None:
    same = draft("one")
    assert changes.redraft(delivery(state=state, fingerprint=same.fingerprint, approved=same.fingerprint), same) is None


def test_a_file_that_is_back_brings_its_delivery_back() -> None:
    same = draft("one")
    assert changes.redraft(delivery(state=State.WITHDRAWN, fingerprint=same.fingerprint), same) == "changed"


@pytest.mark.parametrize("state", [State.APPROVED, State.HANDOFF, State.HELD])
def test_the_yes_counts_and_not_the_last_rendering(state: State) -> None:
    old, new = draft("one"), draft("two")
    assert changes.redraft(delivery(state=state, fingerprint=old.fingerprint, approved=new.fingerprint), new) is None


def test_an_old_yes_does_not_count_for_what_waits() -> None:
    old, new = draft("one"), draft("two")
    assert changes.redraft(delivery(fingerprint=old.fingerprint, approved=new.fingerprint), new) == "changed"


def test_an_error_without_another_text_voids_the_yes_too() -> None:
    same = draft("one", problems=(ERROR,))
    assert changes.redraft(delivery(state=State.APPROVED, fingerprint=same.fingerprint, approved=same.fingerprint), same) == "changed"
    assert changes.redraft(delivery(state=State.WAITING, fingerprint=same.fingerprint), same) is None


PICTURE = Media(path="/a.png", kind="image/png", alt="a", bytes=1, width=1, height=1, digest="d")


@pytest.mark.parametrize("part", ["text", "alt", "picture", "kind", "account", "visibility", "title", "field", "order"])
def test_every_part_that_anybody_would_see_voids_the_yes(part: str) -> None:
    base = draft("one", "two", fields={"flair": "a"})
    base = replace(base, segments=(replace(base.segments[0], media=(PICTURE,)), base.segments[1]))
    first = base.segments[0]
    other = {
        "text": replace(base, segments=(replace(first, wire="one "), base.segments[1])),
        "alt": replace(base, segments=(replace(first, media=(replace(PICTURE, alt="b"),)), base.segments[1])),
        "picture": replace(base, segments=(replace(first, media=(replace(PICTURE, digest="e"),)), base.segments[1])),
        "kind": replace(base, segments=(replace(first, media=(replace(PICTURE, kind="image/gif"),)), base.segments[1])),
        "account": replace(base, account="y"),
        "visibility": replace(base, visibility="followers"),
        "title": replace(base, title="T"),
        "field": replace(base, fields={"flair": "b"}),
        "order": replace(base, segments=base.segments[::-1]),
    }[part]
    approved = delivery(state=State.APPROVED, fingerprint=base.fingerprint, approved=base.fingerprint)
    assert changes.redraft(approved, base) is None
    assert changes.redraft(approved, other) == "changed"


def test_an_edit_after_publishing_is_a_note_and_goes_away_again() -> None:
    old, new = draft("one"), draft("two")
    live = delivery(state=State.PUBLISHED, fingerprint=old.fingerprint, approved=old.fingerprint)
    assert changes.live_note(live, new).startswith(
        "live version differs from the file, or from what the settings make of it; nothing was sent. To see and mend it: bot correct"
    )
    assert changes.live_note(live, old) == ""
    assert changes.live_note(replace(live, state=State.WAITING), new) == ""


# Threads half there ---------------------------------------------------------------------------------------------------


def test_segments_that_are_live_stay_as_they_went_out() -> None:
    live, new = draft("1a", "2a", "3a", title="old"), draft("1b", "2b", "3b", "4b", title="new")
    frozen = changes.freeze(live, new, 2)
    assert [segment.text for segment in frozen.segments] == ["1a", "2a", "3b", "4b"]
    assert frozen.title == "old"
    (problem,) = frozen.problems
    assert (problem.level, problem.code) == ("warning", "live-segments")
    assert "first 2 of 4" in problem.message


def test_nothing_is_frozen_before_the_first_is_live_and_nothing_said_without_a_difference() -> None:
    live, new = draft("1a", "2a"), draft("1a", "2b")
    assert changes.freeze(live, new, 0) is new
    assert changes.freeze(live, new, 1) == new


def test_a_text_that_ends_before_what_is_live_has_nothing_left_to_send() -> None:
    frozen = changes.freeze(draft("1a", "2a", "3a"), draft("1a"), 2)
    assert [segment.text for segment in frozen.segments] == ["1a", "2a"]
    assert frozen.blocked
    assert {problem.code for problem in frozen.problems} == {"live-segments", "nothing-left"}


# What is live, edited ---------------------------------------------------------------------------------------------------


def test_an_edit_takes_the_new_texts_and_leaves_all_else() -> None:
    live = draft("1a", "2a", title="old", fields={"flair": "a"})
    wanted = draft("1b", "2a", title="new", fields={"flair": "b"}, problems=(Problem("warning", "w", "W."),))
    mended = changes.mend(live, wanted, "")
    assert [segment.wire for segment in mended.segments] == ["1b", "2a"]
    assert (mended.title, mended.fields, mended.problems) == ("old", {"flair": "a"}, wanted.problems)
    assert changes.stays(mended, wanted) == ("the title", "flair")
    assert changes.stays(changes.mend(live, live, ""), live) == ()


def test_an_edit_keeps_the_pictures_that_are_there() -> None:
    picture = Media("/a.png", "image/png", "A curve", 1, 1, 1, "ab")
    live, wanted = draft("1a"), draft("1b")
    live = replace(live, segments=(replace(live.segments[0], media=(picture,)),))
    mended = changes.mend(live, wanted, "")
    assert mended.segments[0].media == (picture,)
    assert changes.stays(mended, wanted) == ("the pictures",)


def test_another_number_of_segments_can_not_be_edited_one_for_one() -> None:
    live, wanted = draft("1a", "2a"), draft("1b", "2b", "3b")
    assert changes.mend(live, wanted, "") is live
    assert changes.stays(live, wanted) == ("the number of segments (2 live, 3 in the file)",)


def test_what_a_field_fixes_has_no_text_to_edit() -> None:
    live, wanted = draft("https://a", fields={"url": "https://a"}), draft("https://b", fields={"url": "https://b"})
    assert changes.mend(live, wanted, "url") is live
    assert changes.stays(live, wanted) == ("the text", "url")
    assert changes.mend(draft("a", fields={"url": ""}), draft("b"), "url").segments[0].wire == "b"


def test_one_segment_that_differs_is_enough_to_be_said() -> None:
    picture = Media(path="/p.png", kind="image/png", alt="a", bytes=9, width=9, height=9, digest="d" * 64)
    live, wanted = draft("One.", "Two."), draft("One.", "Another.")
    assert changes.stays(live, wanted) == ("the text",)
    pictured = replace(live, segments=(live.segments[0], replace(live.segments[1], media=(picture,))))
    assert changes.stays(live, pictured) == ("the pictures",)


def test_what_is_live_is_what_the_yes_bound_whatever_was_drafted_since() -> None:
    one = draft("One.")
    assert changes.live_note(delivery(state=State.PUBLISHED, approved=one.fingerprint, fingerprint="f" * 64), one) == ""
