"""The `bot` command itself: where every other command lives, and the inbox when none is named."""

from __future__ import annotations

import click

from bot.cli.grammar import LazyGroup

MODULES = {
    "init": "init",
    **dict.fromkeys(("run", "rehearsal"), "run"),
    **{name: name for name in ("preview", "queue", "show", "edit", "rewrite", "approve", "review", "status", "log")},
    **dict.fromkeys(("reject", "undo", "retry", "reschedule", "done", "resolve"), "decide"),
    **dict.fromkeys(("correct", "retract", "leave"), "amend"),
    **dict.fromkeys(("pause", "resume"), "account"),
    **{name: name for name in ("move", "login", "accounts", "doctor", "notify")},
    "import": "importing",
    "digest": "digest",
    **{name: name for name in ("service", "vacuum")},
}

SECTIONS = {
    "Begin": ("init", "import", "digest", "run", "rehearsal", "login"),
    "Look": ("preview", "queue", "show", "status", "log", "accounts", "doctor"),
    "Decide": ("review", "approve", "reject", "undo", "retry", "reschedule", "edit", "rewrite"),
    "Finish by hand": ("done", "resolve"),
    "Mend what is live": ("correct", "retract", "leave"),
    "Stop and go": ("service", "notify", "pause", "resume", "move", "vacuum"),
}

EXAMPLES = ("bot init my-posts", "bot run --once", "bot", "bot show 7k2", "bot approve 7k2")


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from bot import __version__
        from bot.terminal.brief import tell

        tell(f"bot {__version__}")
        context.exit()


@click.group(
    cls=LazyGroup, modules=MODULES, sections=SECTIONS, examples=EXAMPLES, invoke_without_command=True,
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
)  # fmt: skip
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit.")
@click.pass_context
def bot(context: click.Context) -> int:
    """Turn articles into posts, and publish them after your yes: never twice, never lost, never a byte you did not approve.

    Alone, `bot` shows the inbox: everything that needs you, with the command that settles it.
    """
    if context.invoked_subcommand is not None:
        return 0
    from bot.cli.inbox import inbox

    return inbox()
