"""`bot review` on a real terminal: what reaches it, its three keys, its plain walk, and what it says where it cannot be drawn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.store import open_store
from tests.cli.hostile import fill
from tests.commands import bot
from tests.desk.conftest import Office
from tests.terminal.screen import hostile
from tests.terminal.talk import Talk, talking

DRAWN = re.compile(rb"\x1b\[[0-9;?<>=$]*[A-Za-z]|\x1b\]22;[a-z]*\x07|\x1b[78=>]")
"""What Textual writes to draw: it places, colours, and sets the shape of the mouse's pointer."""


def surroundings(root: Path, **more: str) -> dict[str, str]:
    """The environment of a person's terminal."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "BOT_WORKSPACE", "COLORFGBG", "COLUMNS", "LINES"}
    }
    return {**inherited, "TERM": "xterm-256color", "XDG_STATE_HOME": str(root / ".state-home"), **more}


def review(*options: str) -> list[str]:
    """The command."""
    return [sys.executable, "-m", "bot", "review", *options]


def presses(talk: Talk, key: str) -> None:
    """One key."""
    os.write(talk.terminal, key.encode())


def sees(talk: Talk, words: str) -> None:
    """Waits until `words` were drawn."""
    while words.encode() not in DRAWN.sub(b"", talk.raw):
        more = talk._more(30)
        assert more, f"{words!r} never came; this did: {DRAWN.sub(b'', talk.raw)[-3000:]!r}"


def test_three_keys_from_a_file_to_a_yes(office: Office) -> None:
    with talking(review(), cwd=office.root, env=surroundings(office.root), columns=120) as talk:
        sees(talk, "would go out")
        presses(talk, "a")
        sees(talk, "(u takes it back)")
        presses(talk, "q")
        assert talk.ends() == 0
    with open_store(office.root / ".bot" / "bot.sqlite", readonly=True) as store:
        assert [one.account for one in store.deliveries(states=(State.APPROVED,))] == ["linkedin"]


def test_nothing_hostile_reaches_the_terminal(office: Office) -> None:
    with open_store(office.root / ".bot" / "bot.sqlite") as store:
        for one in store.deliveries():
            store.move(one.id, "no", office.clock.now())
        fill(store)
    with talking(review(), cwd=office.root, env=surroundings(office.root), columns=120) as talk:
        sees(talk, "would go out")
        for key, words, back in (("A", "Approve this one?", "n"), ("w", "Seen, and meant so?", "q")):
            presses(talk, key)
            sees(talk, words)
            presses(talk, back)
        presses(talk, "a")
        sees(talk, "(u takes it back)")
        presses(talk, "q")
        talk.ends()
    assert "␛[2J".encode() in talk.raw
    assert hostile(DRAWN.sub(b"", talk.raw)) == set()


def test_the_plain_walk_asks_line_by_line(office: Office) -> None:
    with talking(review(), cwd=office.root, env=surroundings(office.root, BOT_PLAIN="1")) as talk:
        talk.hears("1 of 4")
        talk.hears("? more, q quit: ")
        talk.types("t")
        talk.hears("nothing for back: ")
        talk.types("2199-01-08 9:00")
        talk.hears("Approve for Tue 8 Jan 2199 09:00 Europe/London? [y/N] ")
        talk.types("y")
        talk.hears("goes out Tue 8 Jan 2199 09:00")
        talk.hears("1 of 3")
        talk.hears("? more, q quit: ")
        talk.types("u")
        talk.hears("waits for your yes again")
        talk.hears("? more, q quit: ")
        talk.types("a")
        talk.hears("goes out ")
        talk.hears("? more, q quit: ")
        talk.types("q")
        assert talk.ends() == 0
    assert b"\x1b" not in talk.raw


def answers(talk: Talk, *typed: tuple[str, str]) -> None:
    """Hears a question, answers it, and so on."""
    for question, answer in typed:
        talk.hears(question)
        talk.types(answer)


def test_the_plain_walk_knows_every_key_of_the_desk_that_decides(office: Office) -> None:
    asks = "? more, q quit: "
    with talking(review("--plain"), cwd=office.root, env=surroundings(office.root)) as talk:
        answers(talk, (asks, "?"), (asks, "/"), ("nothing for all): ", "nothing has these"))
        talk.hears("Nothing that waits has these words: nothing has these. All again:")
        answers(talk, (asks, "/"), ("nothing for all): ", "linkedin batches"))
        talk.hears("1 of 1 with linkedin batches")
        answers(talk, (asks, "/"), ("nothing for all): ", ""), (asks, "n"))
        talk.hears("2 of 4")
        answers(talk, (asks, "k"))
        talk.hears("1 of 4")
        answers(talk, (asks, "A"), ("Approve these 2? [y/N] ", "y"))
        talk.hears("1 of 2")
        answers(talk, (asks, "x"))
        talk.hears("There is no x. All keys: ?")
        answers(talk, (asks, "q"))
        assert talk.ends() == 0
    assert "A  approve all of this post" in talk.seen


def test_the_plain_walk_offers_every_free_slot_and_the_weeks_after(office: Office) -> None:
    with talking(review("--plain"), cwd=office.root, env=surroundings(office.root)) as talk:
        answers(talk, ("q quit: ", "t"), ("nothing for back: ", "m"), ("nothing for back: ", "10"))
        talk.hears("Approve for ")
        talk.types("n")
        answers(talk, ("q quit: ", "s"))
        talk.hears("1 of 4")
        answers(talk, ("q quit: ", "q"))
        assert talk.ends() == 0
    assert talk.seen.count("1 of 4") == 2
    slots = re.findall(r"^(\d+) (\w+ \d+ \w+ \d\d:\d\d), free$", talk.seen.replace("\r", ""), re.MULTILINE)
    assert [number for number, _ in slots] == 2 * [str(number) for number in range(1, len(slots) // 2 + 1)]
    assert len({at for _, at in slots}) == len(slots) >= 20


def test_the_plain_walk_changes_pictures_and_takes_that_back(pictures: Office) -> None:
    sidecar = next((pictures.root / "posts").glob("*.md")).parent
    with talking(review("--plain"), cwd=pictures.root, env=surroundings(pictures.root)) as talk:
        answers(talk, ("q quit: ", "/"), ("nothing for all): ", "linkedin curves"), ("q quit: ", "p"), ("nothing for back: ", "9"))
        talk.hears("There is no picture 9. Type numbers from 1 to ")
        answers(talk, ("q quit: ", "p"), ("nothing for back: ", "none"), ("Pictures that go out: none. Is that right? [y/N] ", "y"))
        talk.hears("says so now. u takes it back.")
        talk.hears("Changed:")
        assert "pictures: none" in "".join(file.read_text() for file in sidecar.glob("*.linkedin.md"))
        answers(talk, ("q quit: ", "u"))
        talk.hears("The pictures are as they were.")
        answers(talk, ("q quit: ", "q"))
        assert talk.ends() == 0
    assert list(sidecar.glob("*.linkedin.md")) == []


def test_no_line_of_the_plain_walk_breaks_a_word_at_the_edge(office: Office) -> None:
    with talking(review("--plain"), cwd=office.root, env={**surroundings(office.root), "COLUMNS": "50"}, columns=50) as talk:
        answers(talk, ("q quit: ", "q"))
        assert talk.ends() == 0
    lines = [line for line in talk.seen.replace("\r", "").split("\n") if "quit: " not in line]
    assert all(len(line) <= 50 or " " not in line.removeprefix("  | ").strip() for line in lines), lines


def test_where_nobody_can_be_asked_it_says_so(office: Office) -> None:
    ran = bot(office.root, "review")
    assert ran.code == 2
    assert ran.err.startswith("bot: Nobody can be asked here: this is no terminal.")


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_an_empty_queue_is_one_sentence(office: Office, options: tuple[str, ...]) -> None:
    for name in ("curve.md", "batches.md"):
        (office.root / "posts" / name).unlink()
    with open_store(office.root / ".bot" / "bot.sqlite") as store:
        for one in store.deliveries():
            store.move(one.id, "no", office.clock.now())
    with talking(review(*options), cwd=office.root, env=surroundings(office.root)) as talk:
        talk.hears("Nothing waits for your yes. Put an article into posts/")
        assert talk.ends() == 0


def test_sitting_down_loads_no_editor_and_no_later_search_for_garbage_goes_through_the_queue(office: Office) -> None:
    program = (
        "import gc, sys, click\n"
        "from bot.cli import review\n"
        "gc.disable()\n"
        "with click.Context(review.review):\n"
        "    session = review._settled()\n"
        "print(len(session.entries), gc.isenabled(), gc.get_freeze_count() > 0)\n"
        "print(sorted({'bot.service.editing', 'bot.service.editor', 'bot.service.intake', 'difflib'} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=office.root, env=surroundings(office.root), capture_output=True, text=True, check=True
    )
    assert ran.stdout == "4 True True\n[]\n"
