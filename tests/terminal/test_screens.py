"""What a person reads for a draft, a delivery, a change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from bot.model.delivery import Event, State
from bot.model.draft import Draft, Media, Problem, Span
from bot.terminal import delivery as screen
from bot.terminal import diff, plain, when
from bot.terminal import draft as sheet
from bot.terminal.card import body as sheet_body
from bot.terminal.card import size
from bot.terminal.draft import leads_to
from bot.terminal.inbox import parts as inbox
from bot.terminal.look import PLAIN, Look, fold_at
from bot.terminal.parts import Mark, Run, text_of
from tests.terminal.samples import HERO, NOW, SPANS, delivery, draft, segment


def read(draft: Draft, look: Look = PLAIN) -> str:
    return plain.lay_out(sheet.parts(draft, look))


def test_a_segment_stands_behind_a_gutter_with_its_meter() -> None:
    assert read(draft(segment("one\ntwo"))) == "  x, public  7/280\n  | one\n  | two\n"


def test_a_thread_is_numbered_and_joined_by_its_line() -> None:
    shown = read(draft(segment("one"), segment("two")))
    assert shown == "  x, public\n  | ● 1 of 2  3/280\n  | │ one\n  | │\n  | ● 2 of 2  3/280\n  |   two\n"


def test_no_line_of_a_text_can_pose_as_the_head_of_a_segment() -> None:
    lines = read(draft(segment("● 2 of 2  1/280\n~ shown after …more"), segment("two"))).splitlines()
    assert sum(line.startswith("  | ● 2 of 2") for line in lines) == 1
    assert not any(line.startswith("  ~") for line in lines)


def test_links_and_tags_are_runs_of_their_own() -> None:
    (line,) = sheet_body(segment(spans=SPANS))
    assert [run for run in line if isinstance(run, Run)] == [Run("https://example.org/loss", "link"), Run("#MachineLearning", "tag")]  # type: ignore[union-attr]


def test_a_span_over_two_lines_stays_coloured_on_both() -> None:
    lines = sheet_body(segment("ab\ncd", (Span(1, 4, "link", "https://a.example"),)))
    assert [tuple(r for r in line if isinstance(r, Run)) for line in lines] == [(Run("b", "link"),), (Run("c", "link"),)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "fold", "before"),
    [
        ("abcdef", 3, ["abc …more"]),
        ("abc\ndef", 3, ["abc …more"]),
        ("abc\ndef", 4, ["abc …more"]),
        ("abc def", 5, ["abc …more"]),
        ("abc\ndefghi", 6, ["abc", "de …more"]),
        ("abc\n\ndef", 4, ["abc …more"]),
        ("abcdef ghi", 9, ["abcdef …more"]),
    ],
)
def test_the_fold_is_marked_where_it_falls(text: str, fold: int, before: list[str]) -> None:
    lines = sheet_body(segment(text), Look(fold))
    place = next(index for index, line in enumerate(lines) if isinstance(line, Mark))
    assert ["".join(map(text_of, line)) for line in lines[:place] if not isinstance(line, Mark)] == before
    assert sum(isinstance(line, Mark) for line in lines) == 1


def test_the_third_line_folds_before_the_characters_do() -> None:
    assert fold_at("a\n\nb\nc", Look(200, 3)) == 4
    assert fold_at("a\n\nb", Look(200, 3)) == 0
    assert fold_at("a\n\nb\nc", Look(200)) == 0


@given(st.text("ab \n", max_size=40), st.integers(1, 30), st.integers(0, 4))
def test_a_fold_hides_something_and_shows_no_more_than_it_may(text: str, fold: int, lines: int) -> None:
    at = fold_at(text, Look(fold, lines))
    assert 0 <= at <= fold
    if at:
        assert text[at:].strip()
        assert not lines or text[:at].count("\n") < lines


@pytest.mark.parametrize(("text", "fold"), [("short", 200), ("exact", 5), ("any", 0)])
def test_what_is_not_folded_has_no_mark(text: str, fold: int) -> None:
    assert not any(isinstance(line, Mark) for line in sheet_body(segment(text), Look(fold)))


def test_only_the_first_segment_folds() -> None:
    shown = read(draft(segment("a" * 20), segment("b" * 20)), Look(10))
    assert shown.count(" …more\n") == 2
    assert shown.rindex("…more") < shown.index("bbb")


def test_a_picture_is_named_with_alt_text_and_size() -> None:
    assert "  |   picture  PNG, 1200x800, 83 KB\n  |   | A loss curve\n" in read(draft(segment(media=(HERO,))))
    assert "  |   | no alt text\n" in read(draft(segment(media=(replace(HERO, alt=""),))))


@pytest.mark.parametrize(("count", "words"), [(12, "12 bytes"), (83_211, "83 KB"), (999_600, "1.0 MB"), (4_200_000, "4.2 MB")])
def test_sizes(count: int, words: str) -> None:
    assert size(count) == words


def test_problems_name_their_line() -> None:
    shown = read(
        draft(problems=(Problem("error", "too-long", "It is too long.", 14), Problem("info", "remote", "A remote picture is linked.")))
    )
    assert "error    line 14: It is too long.  [too-long]\n" in shown
    assert "info     A remote picture is linked.  [remote]\n" in shown


def test_cost_and_fields_are_said_below_the_card() -> None:
    shown = read(replace(draft(cost=0.2), fields={"canonical": "x", "tags": ["a", "b"]}))
    assert "\ncost     about 0.200 USD\n" in shown
    assert "\ncanonical x\n" in shown
    assert "\ntags      a, b\n" in shown


def test_place_flair_and_title_stand_on_the_card() -> None:
    fields = {"subreddit": "test", "kind": "self", "flair": "Project", "flair_text": "Project"}
    shown = read(replace(draft(segment("one"), title="A title"), fields=fields), Look(titled=True))
    assert shown == "  x, public  3/280\n  | r/test   Project\n  | A title\n  |\n  | one\n"


def test_a_title_that_no_reader_sees_is_not_shown() -> None:
    assert "A title" not in read(draft(segment("one"), title="A title"))


def test_a_link_card_and_a_first_comment_are_shown() -> None:
    fields = {"card_url": "https://example.org", "card_title": "A title", "card_description": "", "first_comment": "Read on:\nhere"}
    shown = read(replace(draft(segment("one")), fields=fields))
    assert "  |   link\n  |   | A title\n  |   | https://example.org\n" in shown
    assert shown.endswith("  first comment\n  | Read on:\n  | here\n")


@pytest.mark.parametrize(
    ("shown", "target", "leads"),
    [
        ("https://example.org", "https://example.org", ""),
        ("example.org", "https://example.org", ""),
        ("here", "https://example.org", "https://example.org"),
        ("@PyTorch", "PyTorch", ""),
        ("https://аpple.com/x", "https://аpple.com/x", "https://xn--pple-43d.com/x"),
    ],
)
def test_where_a_link_leads_is_said_unless_the_text_says_it(shown: str, target: str, leads: str) -> None:
    span = Span(0, len(shown), "link", target)
    assert leads_to(segment(shown, (span,)), span) == leads
    assert (f"leads to {leads}" in read(draft(segment(shown, (span,))))) == bool(leads)


def test_the_head_says_who_where_in_earnest_and_when() -> None:
    assert plain.lay_out(screen.head(delivery(), NOW, "@ada", "PUBLIC")) == (
        "7k2  Reading a loss curve\n"
        "slug   loss\n"
        "x as @ada, public, REHEARSAL\n"
        "waiting: needs your yes, proposed for Tue 1 Dec 2026 09:00 Europe/London (in 2 h 10 min)\n"
    )


def test_a_live_delivery_says_so_in_the_head_and_the_queue() -> None:
    live = delivery(State.APPROVED, rehearsal=False, account="work", note="waits for the network")
    head = plain.lay_out(screen.head(live, NOW, "", "public"))
    assert "work on x, public, LIVE\n" in head
    assert "goes out Tue 1 Dec" in head
    assert "note   waits for the network\n" in head
    queue = plain.lay_out([screen.queue([live, delivery()])])
    assert "LIVE" in queue
    assert "REHEARSAL" in queue


def test_the_queue_is_aligned_and_counts_what_is_sent() -> None:
    shown = plain.lay_out([screen.queue([delivery(), delivery(State.SENDING, id="c4d", segments=3, sent=1, post="短い投稿", due=None)])])
    assert shown == (
        "ID   STATE        ACCOUNT  DUE, EUROPE/LONDON  POST\n"
        "7k2  waiting      x        Tue 1 Dec 09:00     loss\n"
        "c4d  sending 1/3  x        -                   短い投稿\n"
    )


def test_the_queue_names_each_zone_where_they_differ() -> None:
    shown = plain.lay_out([screen.queue([delivery(), delivery(id="c4d", zone="Asia/Tokyo")])])
    assert "  DUE  " in shown
    assert "Tue 1 Dec 09:00 Europe/London" in shown
    assert "Tue 1 Dec 18:00 Asia/Tokyo" in shown


def test_a_diff_shows_both_texts() -> None:
    before = draft(segment("one\ntwo", media=(HERO,)))
    after = draft(segment("one\n2", media=(replace(HERO, digest="cd" * 32),)))
    shown = plain.lay_out(diff.parts(before, after))
    assert "\n-two\n" in shown
    assert "\n+2\n" in shown
    assert "-[picture: A loss curve (PNG, 1200x800, 83 KB)] abababababab" in shown
    assert diff.parts(before, before) == []


def test_a_diff_of_what_only_the_wire_shows_is_not_empty() -> None:
    one = segment("same")
    shown = plain.lay_out(diff.parts(draft(one), draft(replace(one, wire="s\\ame"))))
    assert "-same\n" in shown
    assert "+s\\ame\n" in shown


def test_history_and_log() -> None:
    event = Event(NOW, "yes", "Tue 1 Dec 09:00", "ada@host")
    assert "2026-12-01 06:50:00  approved  ada@host  Tue 1 Dec 09:00\n" in plain.lay_out([screen.history([event], "Europe/London")])
    assert (
        plain.lay_out([screen.log_line("7k2", "loss", "x", event, "Asia/Tokyo")])
        == "2026-12-01 15:50:00  7k2    loss on x: approved by ada@host, Tue 1 Dec 09:00\n"
    )
    pause = Event(NOW, "pause", "x: its login is over", "ada@host")
    assert plain.lay_out([screen.log_line("", "", "", pause, "UTC")]).endswith("  paused by ada@host: x: its login is over\n")


def test_the_inbox_names_the_command() -> None:
    assert plain.lay_out(inbox([("waiting", "7k2  Title on x needs your yes", "bot approve 7k2")])).endswith("  bot approve 7k2\n")
    assert "Nothing needs you." in plain.lay_out(inbox([]))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"),
        (0.4, "now"),
        (59, "in 59 s"),
        (3600, "in 1 h"),
        (7800, "in 2 h 10 min"),
        (75, "in 1 min"),
        (-7801, "2 h 10 min ago"),
        (90_000, "in 1 d 1 h"),
        (-86_400, "1 d ago"),
    ],
)
def test_distance(seconds: float, words: str) -> None:
    assert when.distance(NOW.add(seconds=seconds), NOW) == words


def test_a_moment_is_on_the_wall_clock_of_its_zone() -> None:
    summer = Instant.from_utc(2026, 7, 1, 8)
    assert when.moment(summer, "Europe/London") == "Wed 1 Jul 2026 09:00 Europe/London"


def test_before_a_yes_a_pictures_words_are_shown_whole() -> None:
    from bot.terminal.card import _picture

    media = Media("/a.png", "image/png", "one\ntwo\nthree", 12, 300, 200, "ab" * 32)
    whole = _picture(media, Look(alt=0))
    assert (whole.most, len(whole.body)) == (0, 3)
    assert _picture(media, Look()).most == 2
