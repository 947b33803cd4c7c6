"""`bot preview`: exactly what would be sent for a file, without queueing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import completing, shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import draft as sheet
from bot.terminal import say
from bot.terminal.parts import BLANK, Part, Run

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.post import Post
    from bot.service.workspace import Workspace

    Previewed = tuple[Post, tuple[Draft, ...]]

MOST_TAGS = 3


@command(
    examples=(
        "bot preview posts/my-article.md",
        "bot preview posts/*.md --to x --to linkedin",
        "bot preview posts/my-article.md --html my-article.html",
        "bot preview posts/my-article.md --json",
    )
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to", metavar="ACCOUNT", multiple=True, help="Only for this account; may be given again.", shell_complete=completing.accounts
)
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object a line for each file.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="OUT", help="Write one self-contained page to look at anywhere.")
def preview(files: tuple[Path, ...], to: tuple[str, ...], as_json: bool, page: Path | None) -> int:
    """Show what would be sent for a file, queueing nothing."""
    workspace = open_workspace()
    for account in to:
        workspace.account(account)
    if page is not None:
        _refuse_to_overwrite(page)
    shown = [found for file in files if (found := _read(workspace, file, to))]
    for post, drafts in shown:
        if as_json:
            say.machine(_shape(post, drafts))
        elif page is None:
            say.show(_screen(post, drafts))
    if page is not None and shown:
        _write_page(page, shown)
    return 1 if len(shown) < len(files) or any(draft.blocked for _, drafts in shown for draft in drafts) else 0


def _read(workspace: Workspace, file: Path, to: tuple[str, ...]) -> Previewed | None:
    """One file as a post and its drafts; says why when it cannot be one, so that the other files go on."""
    from bot.service import preview as previewing

    try:
        return previewing.preview(workspace, file, to)
    except UserError as error:
        say.error(str(error))
        return None


def _shape(post: Post, drafts: tuple[Draft, ...]) -> shapes.Shape:
    from bot.text.summary import one_line
    from bot.text.tags import suggested

    tags = post.tags or tuple(suggested(post)[:MOST_TAGS])
    return shapes.preview(post, one_line(post), tags, drafts)


def _screen(post: Post, drafts: tuple[Draft, ...]) -> list[Part]:
    from bot.cli.show import look

    parts: list[Part] = [(Run(post.path, "faint"), "  ", Run(post.title, "title"))]
    if not drafts:
        parts.append(
            (
                Run("goes to no account", "warn"),
                ": mark one as default in config/bot.yaml, or name it in to:",
            )
        )
    for draft in drafts:
        parts += [
            BLANK,
            *sheet.parts(draft, look(draft)),
        ]
    return [*parts, *_waiving(drafts), BLANK]


def _waiving(drafts: tuple[Draft, ...]) -> list[Part]:
    """How the author says that the warnings have been seen and are meant so."""
    codes = dict.fromkeys(problem.code for draft in drafts for problem in draft.problems if problem.level == "warning")
    if not codes:
        return []
    return [BLANK, (Run("Seen, and meant so? Write into the post's front matter: ", "faint"), f"waive: [{', '.join(codes)}]")]


def _refuse_to_overwrite(page: Path) -> None:
    """Raises UserError where writing the page would destroy what somebody wrote: `--html posts/*.md` names an article first."""
    from bot.terminal.html import is_page

    if page.suffix.lower() not in {".html", ".htm"}:
        raise UserError(
            f"{page} is no name for a page: it must end with .html, as in: bot preview posts/*.md --html preview.html", exit_code=2
        )
    if page.exists() and not is_page(page.read_bytes()[:4000]):
        raise UserError(f"{page} is there already and bot did not write it, so it stays. Give another name after --html.")


def _write_page(page: Path, shown: list[Previewed]) -> None:
    from bot.cli.show import look
    from bot.terminal import html

    page.write_text(
        html.page([(post.title, post.path, [(draft, look(draft)) for draft in drafts]) for post, drafts in shown]), encoding="utf-8"
    )
    say.note(f"Written to {page}")
