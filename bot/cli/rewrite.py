"""`bot rewrite`: a language model proposes another text for one account; what it made up is refused, and a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import diff, say
from bot.terminal import draft as sheet
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from bot.service.rewrite import Proposal
    from bot.service.workspace import Workspace
    from bot.text.claims import Claims

NAMES = ("the present text", "the proposal")


@command(examples=("bot rewrite 7k2", 'bot rewrite 7k2 --wish "shorter, and begin with the figure"', "bot rewrite 7k2 --yes"))
@click.argument("id_", metavar="ID", shell_complete=completing.deliveries(*completing.OPEN))
@click.option("--wish", metavar="WORDS", default="", help="What you want of the new text.")
@click.option(
    "--yes", "agreed", is_flag=True, help="Write a proposal that passes the checks without asking. It still waits for your approval."
)
def rewrite(id_: str, wish: str, agreed: bool) -> int:
    """Let a language model propose another text for one account.

    Asks the model of llm: in config/bot.yaml, with the article and the present text. Numbers, names and links that neither of them
    holds are refused. You see the difference; after your yes it is written to SLUG.ACCOUNT.md, and waits for approval as any edit.
    """
    from bot import app
    from bot.service import rewrite as rewriting

    workspace = open_workspace()
    model = app.language_model(workspace.settings)
    say.note(f"Asking {model.settings.model} at {model.settings.url} ...")
    proposal = rewriting.propose(workspace, id_, model.ask, wish)
    changes = diff.parts(proposal.present, proposal.draft, NAMES)
    if not changes:
        say.line(Run("It proposes what stands there already.", "faint"))
        return 0
    say.show([*changes, *sheet.problems(proposal.draft.problems), *_doubtful(proposal.claims)])
    if refusal := _refusal(proposal):
        raise UserError(refusal)
    if not _agreed(proposal, agreed):
        say.note("Nothing was written.")
        return 0
    rewriting.write(proposal, replacing=proposal.taken)
    say.line("Written to ", Run(str(proposal.sidecar), "strong"))
    return _read_again(workspace, proposal)


def _refusal(proposal: Proposal) -> str:
    """Why the proposal may not be written, or nothing."""
    found = proposal.claims
    if found.refused:
        kinds = (("numbers", found.numbers), ("names", found.names), ("links", found.links))
        said = "; ".join(f"{kind} {', '.join(each)}" for kind, each in kinds if each)
        return (
            f"The proposal is refused, as the article does not say all of it: {said}. Ask again, or write it yourself: {_by_hand(proposal)}"
        )
    if proposal.draft.blocked:
        return f"The proposal is refused, as it can't be sent: see the errors above. Ask again, or write it yourself: {_by_hand(proposal)}"
    return ""


def _by_hand(proposal: Proposal) -> str:
    return f"bot edit {proposal.delivery.id}"


def _doubtful(found: Claims) -> list[Part]:
    words: Line = (Run("look at  ", "warn"), f"names that the article may not know: {', '.join(found.doubtful)}")
    return [BLANK, words] if found.doubtful else []


def _agreed(proposal: Proposal, agreed: bool) -> bool:
    """Whether to write it. A file that is there is never replaced unasked."""
    if proposal.taken and not say.can_ask():
        raise UserError(f"{proposal.sidecar} is there already, and it is yours. Move it away, or run this on a terminal to be asked.")
    if proposal.taken:
        return say.yes(f"{proposal.sidecar.name} is there already. Replace it?")
    if agreed:
        return True
    return say.can_ask() and say.yes(f"Write this to {proposal.sidecar.name}? It then waits for your approval.")


def _read_again(workspace: Workspace, proposal: Proposal) -> int:
    from bot.cli.edit import tell
    from bot.service import editing

    editing.read_again(workspace)
    return tell(workspace, proposal.delivery, proposal.present)
