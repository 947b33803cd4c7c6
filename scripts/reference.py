"""Writes the tables of docs/configuration.md and the whole of docs/commands.md from the code. `make reference` runs it.

What is said of a setting stands beside it in the code (`bot/model/settings.py`, `bot/model/written.py`, `Account` of each platform's
file); what is said of a command is its docstring and its options.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot import platforms  # noqa: E402
from bot.cli.commands import SECTIONS, bot  # noqa: E402
from bot.model.settings import Account, Llm, Posts, Site  # noqa: E402
from bot.model.written import File, Schedule  # noqa: E402

CONFIGURATION = ROOT / "docs" / "configuration.md"
COMMANDS = ROOT / "docs" / "commands.md"

STRUCTS: dict[str, type[msgspec.Struct]] = {
    "file": File,
    "site": Site,
    "posts": Posts,
    "account": Account,
    "schedule": Schedule,
    "llm": Llm,
}
"""The tables of the configuration's page, by the word in the mark that stands where each goes."""

HEAD = "| key | what it does | may be | without it | example |\n| --- | --- | --- | --- | --- |\n"
INTRODUCTION = """\
# Commands

*What `bot COMMAND --help` says of each, on one page. `make reference` writes it from the commands themselves.*

Alone, `bot` shows the inbox: everything that needs you, with the command that settles it. An `ID` is the short name in the first column of
`bot queue`; its first letters do. Every command takes `--workspace DIR`, before its name or after it; else `$BOT_WORKSPACE` counts, else
the workspace above the current folder. Listings take `--json`, which goes to standard output alone; words for people go to standard error.
Exit codes: 0 done, 1 something failed or was refused, 2 wrong use.
"""
COMMON = {"--workspace", "--help"}
"""Options of every command."""


# The settings ---------------------------------------------------------------------------------------------------------


def keys(struct: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """What may be written for a struct, by the name it has in the file; for a platform's account what differs from every account's."""
    found = {field.encode_name: field for field in msgspec.structs.fields(struct) if not field.encode_name.startswith("-")}
    if struct is Account or not issubclass(struct, Account):
        return found
    common = keys(Account)
    return {name: field for name, field in found.items() if name not in common or field.type != common[name].type}


def told(field: msgspec.structs.FieldInfo) -> tuple[Any, msgspec.Meta]:
    """The type of a key and what is said of it. Raises ValueError when nobody said anything."""
    kind, *said = get_args(field.type) if get_origin(field.type) is Annotated else (field.type,)
    if not said:
        raise ValueError(f"nothing is said of {field.encode_name}: write Annotated[..., key(...)]")
    return kind, said[0]


def example(field: msgspec.structs.FieldInfo) -> str:
    """A value as the file writes it."""
    return str((told(field)[1].examples or [""])[0])


def default(field: msgspec.structs.FieldInfo) -> str | None:
    """The default as the file writes it; None where there is none, or none that could be written."""
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]" if value else None
    return str(value) if isinstance(value, (str, int, float, Path)) and value != "" else None


def unset(field: msgspec.structs.FieldInfo) -> str:
    """What holds without the key, in a cell."""
    kind, said = told(field)
    if field.required:
        return "**required**"
    written = default(field)
    otherwise = "what stands below" if kind in STRUCTS.values() else "none" if written is None else f"`{written}`"
    return str((said.extra or {}).get("unset") or otherwise)


def values(field: msgspec.structs.FieldInfo) -> str:
    """What may stand there, in a cell."""
    kind, said = told(field)
    if get_origin(kind) in {Union, UnionType}:
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(kind))
    if kind in {int, float}:
        least = 0 if said.ge is None else said.ge
        return f"a number, {least} to {said.le}" if said.le is not None else f"a number, {least} or more"
    names = {bool: "`true`, `false`", tuple: "a list", dict: "names and values", Path: "a path", str: "a text"}
    return names.get(get_origin(kind) or kind, f"[keys](#{field.encode_name})")


def table(struct: type[msgspec.Struct]) -> str:
    """The rows of a struct's keys; a sentence where a platform adds none."""
    rows = "".join(
        f"| `{name}` | {told(field)[1].description} | {values(field)} | {unset(field)} | `{example(field)}` |\n"
        for name, field in keys(struct).items()
    )
    return HEAD + rows if rows else "It has no keys of its own.\n"


def shortest(name: str) -> str:
    """The entry of an account on the platform `name` that says no more than it must."""
    needed = [f"{key}: {quoted(example(field))}" for key, field in keys(platforms.load(name).Account).items() if field.required]
    return f"{name}: {{{', '.join([f'platform: {name}', *needed])}}}"


def quoted(value: str) -> str:
    """A value within a mapping in braces."""
    return value if re.fullmatch(r"[\w./-]+|\[.*\]|\".*\"", value) else f'"{value}"'


def of_platforms() -> str:
    """A part for each platform: its shortest entry and its own keys."""
    return "\n".join(
        f"### {name}\n\n[What it needs and what it does](platforms/{name}.md). The shortest entry:\n\n"
        f"```yaml\naccounts:\n  {shortest(name)}\n```\n\n{table(platforms.load(name).Account)}"
        for name in platforms.names()
    )


def configuration(page: str) -> str:
    """The page with what stands between its marks (`<!-- keys: NAME -->`, `<!-- end -->`) written anew."""

    def made(mark: re.Match[str]) -> str:
        name = mark.group(1)
        return f"<!-- keys: {name} -->\n\n{of_platforms() if name == 'platforms' else table(STRUCTS[name])}\n<!-- end -->"

    return re.sub(r"<!-- keys: (\w+) -->\n.*?<!-- end -->", made, page, flags=re.DOTALL)


# The commands ---------------------------------------------------------------------------------------------------------


def commands() -> str:
    """The whole page."""
    context = click.Context(bot, info_name="bot")
    parts = [INTRODUCTION]
    for heading, names in SECTIONS.items():
        parts.append(f"\n## {heading}\n")
        for name in names:
            one = bot.get_command(context, name)
            assert one
            parts.extend(f"\n{each}" for each in described(one, click.Context(one, info_name=f"bot {name}")))
    return "".join(parts)


def described(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command and those below it, each as a part of the page."""
    shown = f"### `{context.info_name}`\n\n{paragraphs(command.help or '')}\n\n"
    shown += f"    {' '.join([str(context.info_name), *command.collect_usage_pieces(context)])}\n"
    options = [each for each in command.params if isinstance(each, click.Option) and not COMMON & {*each.opts}]
    rows = [f"| `{cell(name)}` | {cell(words)} |\n" for each in options for name, words in [each.get_help_record(context) or ("", "")]]
    shown += "\n| option | does |\n| --- | --- |\n" + "".join(rows) if rows else ""
    lines = "".join(f"    {line}\n" for line in getattr(command, "examples", ()))
    yield shown + (f"\nFor example:\n\n{lines}" if lines else "")
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from described(below, click.Context(below, info_name=f"{context.info_name} {name}"))


def paragraphs(help_: str) -> str:
    """A docstring as markdown: lines joined to paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", help_.replace("\b", "")))


def cell(words: str) -> str:
    """Words as a table's cell holds them."""
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    CONFIGURATION.write_text(configuration(CONFIGURATION.read_text("utf-8")), "utf-8")
    COMMANDS.write_text(commands(), "utf-8")
