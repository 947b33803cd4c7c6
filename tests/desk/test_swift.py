"""Why a key at the desk is answered soon: what it does not do. Not timed: counted."""

from __future__ import annotations

import subprocess
import sys

from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.model.delivery import State
from tests.desk.conftest import Office, settled, words


def test_another_draft_mounts_nothing(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await settled(pilot, desk)
        widgets, rows = list(desk.query("*")), desk.queue._rows
        await pilot.press("j")
        await pilot.pause()
        assert list(desk.query("*")) == widgets
        assert desk.queue._rows is rows

    office.sit(sitting)


def test_the_list_is_made_anew_only_when_something_of_it_changed(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        rows, store = desk.queue._rows, office.workspace("service").store
        store.pause("x", "a reader asked for it", office.clock.now(), "ben@work")
        desk.hear()
        await pilot.pause()
        assert desk.queue._rows is rows
        other = next(one for one in store.deliveries(states=(State.WAITING,)) if desk.shown and one.id != desk.shown.delivery.id)
        store.move(other.id, "no", office.clock.now(), who="ben@work")
        desk.hear()
        await pilot.pause()
        assert desk.queue._rows is not rows
        assert "✗" in words(desk)

    office.sit(sitting)


def test_what_keys_load_is_loaded_beside_the_desk_while_somebody_reads(office: Office) -> None:
    program = (
        "import sys\n"
        "from bot import app\n"
        "from bot.cli.show import look\n"
        "from bot.desk.ahead import LATER, Ahead, of_each_platform\n"
        "from bot.desk.palette import PALETTES\n"
        "from bot.desk.session import Session\n"
        "session = Session(app.open_workspace())\n"
        "session.read()\n"
        "some = of_each_platform(session)\n"
        "print(sorted(each.delivery.platform for each in some), set(LATER) & set(sys.modules))\n"
        "thread = Ahead(some, look, PALETTES['dark'].styles)\n"
        "thread.start()\n"
        "thread.join()\n"
        "print(set(LATER) - set(sys.modules), 'bot.desk.sheets' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=office.root, capture_output=True, text=True, check=True)
    assert ran.stdout == "['linkedin', 'x'] set()\nset() True\n"
