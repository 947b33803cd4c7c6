"""What a model proposes is written whole, and never over what a person wrote meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import app
from bot.errors import UserError
from bot.service import intake, rewrite
from bot.service.workspace import Workspace

SETTINGS = "site: {url: https://example.org}\naccounts:\n  x: {platform: x, default: true}\n"
ARTICLE = "# Loss\n\nPlot the first 100 steps before you touch the learning rate. The curve usually names the fault by then.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "config").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / "config" / "bot.yaml").write_text(SETTINGS)
    (tmp_path / "posts" / "loss.md").write_text(ARTICLE)
    os.utime(tmp_path / "posts" / "loss.md", (1_700_000_000, 1_700_000_000))
    opened = app.open_workspace(tmp_path)
    intake.scan(opened, intake.Unsettled())
    return opened


def proposed(workspace: Workspace, answer: str = "Plot the first 100 steps.") -> rewrite.Proposal:
    (one,) = workspace.store.deliveries()
    return rewrite.propose(workspace, one.id, lambda rules, question: answer)


def test_a_file_that_came_meanwhile_is_left_alone(workspace: Workspace) -> None:
    with workspace.store:
        proposal = proposed(workspace)
        assert not proposal.taken
        proposal.sidecar.write_text("By hand.\n")
        with pytest.raises(UserError, match="is there already and was left alone"):
            rewrite.write(proposal, replacing=False)
        assert proposal.sidecar.read_text() == "By hand.\n"
        rewrite.write(proposal, replacing=True)
        assert proposal.sidecar.read_text() == "Plot the first 100 steps.\n"
        assert [path.name for path in sorted(proposal.sidecar.parent.iterdir())] == ["loss.md", "loss.x.md"]


def test_asking_writes_nothing_and_shows_what_the_sidecar_would_make(workspace: Workspace) -> None:
    with workspace.store:
        proposal = proposed(workspace, "Plot it.\r\n ---  \r\nThen read 7 of them.")
        assert [segment.text for segment in proposal.draft.segments] == ["Plot it.", "Then read 7 of them."]
        assert proposal.claims.numbers == ("7",)
        assert not proposal.sidecar.exists()
        (one,) = workspace.store.deliveries()
        assert workspace.store.draft(one.id) == proposal.present
