"""How our commands are declared: loaded when used, grouped in the help, and each one with examples."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

Sections = Mapping[str, tuple[str, ...]]


def _keep_workspace(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().meta["bot.workspace"] = value


def workspace_option() -> click.Option:
    """`--workspace DIR`, which may stand before or after the command's name."""
    return click.Option(
        ["--workspace"],
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The workspace. Else $BOT_WORKSPACE, else upwards from here.",
        expose_value=False,
        is_eager=True,
        callback=_keep_workspace,
    )


def _examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    with formatter.section("Examples"):
        for example in examples:
            formatter.write_text(example)


class _Placed(click.Command):
    """Says of every wrong use which command it was: click leaves that out where an option lacks its value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Command(_Placed):
    """A command with examples in its help and `--workspace` among its options."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params.append(workspace_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The examples, after everything else."""
        _examples(formatter, self.examples)


class Group(_Placed, click.Group):
    """A command that has commands of its own, with examples and `--workspace` as well."""

    command_class = Command

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params.append(workspace_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The examples, after everything else."""
        _examples(formatter, self.examples)


class LazyGroup(Group):
    """The root: knows in which module each command lives and loads that module when the command is used.

    `modules` maps a command's name to its module below `bot.cli`, `sections` a heading of the help to command names.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], sections: Sections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every command, in the order of the help."""
        return [name for names in self.sections.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called `cmd_name`, loaded now; its function bears the same name."""
        if cmd_name not in self.modules:
            return None
        function = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(f"bot.cli.{self.modules[cmd_name]}"), function)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does it, but an unknown command is answered with the nearest one."""
        if args and args[0] not in self.modules and not args[0].startswith("-") and not ctx.resilient_parsing:
            self._unknown(ctx, args[0])
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> NoReturn:
        import difflib

        near = difflib.get_close_matches(name, self.modules, n=1)
        hint = f" Did you mean bot {near[0]}?" if near else ""
        raise click.UsageError(f"There is no command {name!r}.{hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, one line each."""
        for heading, names in self.sections.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl([(name, command.get_short_help_str(limit=70)) for name, command in commands if command])


def command(*, examples: tuple[str, ...], name: str | None = None) -> Callable[[Callable[..., Any]], Command]:
    """Declares a command; its help is its docstring."""
    return click.command(name, cls=Command, examples=examples, context_settings={"max_content_width": 100})
