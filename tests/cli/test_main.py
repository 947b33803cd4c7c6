"""The command as a whole: help that teaches, errors that are sentences, exit codes, quick starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot import __version__
from bot.cli import errors
from bot.cli.commands import MODULES, SECTIONS
from bot.cli.commands import bot as root_command
from bot.cli.errors import guarded
from tests.cli.conftest import Bot

CONTEXT = click.Context(root_command, info_name="bot")


def commands() -> list[tuple[str, click.Command]]:
    found = [(name, root_command.get_command(CONTEXT, name)) for name in MODULES]
    nested = [
        (f"{name} {child}", group.commands[child]) for name, group in found if isinstance(group, click.Group) for child in group.commands
    ]
    return [("", root_command), *((name, command) for name, command in found if command), *nested]


def python(*argv: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *argv], capture_output=True, text=True, timeout=60, **kwargs)  # type: ignore[call-overload, no-any-return]


def test_version_loads_nothing_slow() -> None:
    slow = "sorted({'click', 'rich', 'msgspec', 'json'} & set(sys.modules))"
    program = f"import sys; sys.argv = ['bot', '--version']; from bot.cli import main; main(); print({slow})"
    assert python("-c", program).stdout == f"bot {__version__}\n[]\n"


def test_version_anywhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert guarded(["--workspace", str(tmp_path), "--version"]) == 0
    assert capsys.readouterr().out == f"bot {__version__}\n"


def test_help_loads_no_platform_and_no_rich() -> None:
    slow = "sorted({name.split('.')[0] for name in sys.modules} & {'rich', 'tweepy', 'praw', 'requests', 'sqlite3', 'PIL'})"
    program = f"import sys; from bot.cli.errors import guarded; guarded(['--help']); print({slow}, file=sys.stderr)"
    assert python("-c", program).stderr == "[]\n"


def test_every_command_stands_under_one_heading() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(MODULES)


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_help_teaches(name: str, command: click.Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded([*name.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert command.help
    assert command.get_short_help_str(70).endswith((".", "them back"))
    assert "...\n" not in shown.partition("Examples:")[0].replace("...\n\n", "")
    assert f"\nExamples:\n  bot {name}".rstrip() in shown
    assert "--workspace DIR" in shown
    undocumented = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert undocumented == []


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["aprove"], "There is no command 'aprove'. Did you mean bot approve? See: bot --help"),
        (["queue", "--sate", "x"], "No such option"),
        (["show"], "Missing argument 'ID'. See: bot show --help"),
        (["resolve", "7k2", "--sent"], "Option '--sent' requires an argument. See: bot resolve --help"),
        (["queue", "--account"], "Option '--account' requires an argument. See: bot queue --help"),
    ],
)
def test_wrong_use_is_exit_2(bot: Bot, argv: list[str], sentence: str) -> None:
    ran = bot(*argv)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("bot: ")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1


def test_wrong_use_shows_hostile_arguments_as_tokens(bot: Bot) -> None:
    assert "\x1b" not in bot("\x1b[2J").err
    assert "␛[2J" in bot("show", "7k2", "\x1b[2J").err


def test_no_workspace_is_a_sentence(tmp_path: Path) -> None:
    ran = python("-m", "bot", "queue", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith("bot: ")
    assert "bot init" in ran.stderr


def test_the_workspace_is_found_upwards_and_named_after_the_command_too(root: Path, tmp_path: Path) -> None:
    inside = python("-m", "bot", "queue", "--json", cwd=root / "posts")
    after = python("-m", "bot", "queue", "--json", "--workspace", str(root), cwd=tmp_path)
    assert inside.stdout == after.stdout == '{"version": 1, "deliveries": []}\n'


def test_a_bug_is_one_sentence_and_a_private_file(root: Path) -> None:
    program = (
        "import sys; sys.argv = ['bot', '--workspace', sys.argv[1], 'queue'];"
        "from bot.terminal import say; say.note = None;"  # whatever a bug may be
        "from bot.cli import main; main()"
    )
    ran = python("-c", program, str(root))
    assert ran.returncode == 1
    assert ran.stderr.startswith("bot: This is a bug in bot, not a mistake of yours.")
    assert ran.stderr.count("\n") == 1
    (report,) = (root / ".bot").glob("crash-*.txt")
    assert str(report) in ran.stderr
    assert "TypeError: 'NoneType' object is not callable" in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


def test_the_file_of_a_bug_holds_no_token_of_an_address(root: Path) -> None:
    program = (
        "from pathlib import Path; import sys; from bot.cli import errors; import bot.cli.errors as e;"
        "e._crashes_go_to = (Path(sys.argv[1]),);"
        "u = 'https://api.telegram.org/bot12345:AAHfakeFAKEfakeFAKE/sendMessage';"
        "x = ValueError(u); errors.crash(ValueError, x, None)"
    )
    assert python("-c", program, str(root)).returncode == 0
    (report,) = root.glob("crash-*.txt")
    assert "ValueError: https://api.telegram.org/bot12345:[secret]/sendMessage" in report.read_text()


def test_a_reader_that_goes_away_is_no_error(root: Path) -> None:
    reader = subprocess.Popen([sys.executable, "-c", "import os; os.close(0)"], stdin=subprocess.PIPE)
    assert reader.stdin is not None
    reader.wait()
    ran = subprocess.run([sys.executable, "-m", "bot", "--help"], stdout=reader.stdin, stderr=subprocess.PIPE, timeout=60, check=False)
    reader.stdin.close()
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(28, "No space left on device", "/w/a.md"),
            "bot: Cannot use /w/a.md: No space left on device. Mend that, then run the command again.\n",
        ),
        (OSError(30, "Read-only file system"), "bot: The system refused: Read-only file system. Mend that, then run the command again.\n"),
    ],
)
def test_the_system_s_refusals_are_sentences(error: OSError, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert errors.explain(error) == 1
    assert capsys.readouterr().err == sentence


def test_an_interrupt_is_quiet(root: Path) -> None:
    import signal
    import time

    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "--workspace", str(root), "log", "-f"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 10
    while not (root / ".bot" / "bot.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=10)
    assert child.returncode == 130
    assert out.strip() == b""
    assert b"Traceback" not in err


@pytest.mark.parametrize("folder", ["w", "w/deep/er"])
def test_init_makes_a_workspace_and_never_overwrites(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / folder
    (place / "posts").mkdir(parents=True)
    (place / "posts" / "welcome.md").write_text("mine")
    assert guarded(["init", str(place)]) == 0
    first = capsys.readouterr().out
    assert f"kept   {place}/posts/welcome.md\n" in first
    assert f"wrote  {place}/config/bot.yaml\n" in first
    assert "  bot run --once" in first
    assert (place / "posts" / "welcome.md").read_text() == "mine"
    assert (place / ".gitignore").read_text() == ".bot/\n"
    assert guarded(["init", str(place)]) == 0
    assert "wrote" not in capsys.readouterr().out


def test_init_takes_the_workspace_too(tmp_path: Path) -> None:
    assert guarded(["--workspace", str(tmp_path / "w"), "init"]) == 0
    assert (tmp_path / "w" / "config" / "bot.yaml").is_file()


def test_init_advises_about_a_gitignore_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    assert guarded(["init", str(tmp_path)]) == 0
    assert "(add a line .bot/ to it: that folder is private)" in capsys.readouterr().out
    assert (tmp_path / ".gitignore").read_text() == "*.pyc\n"
