"""preview and edit, over real rendering."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from bot.model.delivery import State
from bot.service.editing import UNCHANGED
from bot.store import Store
from tests.cli.conftest import Bot

POST = """---
title: Reading a loss curve
url: https://example.org/loss
tags: [pytorch]
to: [x, reddit]
---
Plot the first hundred steps before you touch the learning rate. The curve usually names the fault.
"""


@pytest.fixture
def file(root: Path) -> Path:
    (root / "posts" / "welcome.md").unlink()
    path = root / "posts" / "loss.md"
    path.write_text(POST)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def editor(tmp_path: Path, script: str) -> str:
    """An editor which does `script` to the file, and sets its time back so that it counts as settled."""
    program = tmp_path / "editor"
    program.write_text(f'#!/bin/sh\n{script}\n[ ! -e "$1" ] || touch -d "2026-01-01 00:00:00" "$1"\n')
    program.chmod(0o755)
    return str(program)


def test_preview_shows_each_account_and_queues_nothing(bot: Bot, file: Path, store: Store) -> None:
    ran = bot("preview", str(file))
    assert ran.code == 0, ran.err
    assert "loss.md  Reading a loss curve\n" in ran.out
    assert "\n  x, public" in ran.out
    assert "\n  reddit, public" in ran.out
    assert "  | r/test\n  | Reading a loss curve\n" in ran.out
    assert "  | " in ran.out
    assert store.deliveries() == []
    assert store.posts() == {}


def test_preview_json_is_the_contract(bot: Bot, file: Path) -> None:
    Image.new("RGB", (400, 300)).save(file.with_name("curve.png"))
    write(file, POST + "\n![A curve that falls](curve.png)\n\nRead it (twice) with #PyTorch at https://example.org/more.\n")
    ran = bot("preview", str(file), "--json", "--to", "x", "--to", "linkedin")
    (line,) = ran.out.splitlines()
    shown = json.loads(line)
    assert list(shown) == ["version", "post", "drafts"]
    assert shown["version"] == 1
    assert list(shown["post"]) == ["slug", "title", "summary", "tags", "url", "lang"]
    assert shown["post"]["tags"] == ["pytorch"]
    assert shown["post"]["summary"]
    for one in shown["drafts"]:
        assert list(one) == ["account", "platform", "title", "fields", "segments", "problems", "cost_usd", "fingerprint"]
        assert re.fullmatch("[0-9a-f]{64}", one["fingerprint"])
        for problem in one["problems"]:
            assert list(problem) == ["level", "code", "message", "line"]
        for part in one["segments"]:
            assert [key for key in part if key != "wire"] == ["text", "length", "limit", "counter", "spans", "media"]
            assert part.get("wire") != part["text"]
            assert part["counter"] in ("x-weighted", "graphemes", "utf16", "chars", "bytes")
            for span in part["spans"]:
                assert list(span) == ["start", "end", "kind", "target"]
                assert span["kind"] in ("link", "mention", "hashtag")
                assert span["target"] in (part["text"][span["start"] : span["end"]], part["text"][span["start"] + 1 : span["end"]])
    pictures = [media for one in shown["drafts"] for part in one["segments"] for media in part["media"]]
    assert {one["account"] for one in shown["drafts"]} == {"x", "linkedin"}
    assert pictures
    for media in pictures:
        assert list(media) == ["path", "kind", "alt", "bytes", "width", "height"]
        assert (media["alt"], media["width"], media["height"]) == ("A curve that falls", 400, 300)
        assert Path(media["path"]).stat().st_size == media["bytes"]


def test_preview_goes_on_after_a_file_it_cannot_read(bot: Bot, file: Path, tmp_path: Path) -> None:
    binary = tmp_path / "binary.md"
    binary.write_bytes(b"\x00\x01\xff\xfe" * 50)
    ran = bot("preview", str(tmp_path / "missing.md"), str(binary), str(file), "--json")
    assert ran.code == 1
    assert [json.loads(line)["post"]["slug"] for line in ran.out.splitlines()] == ["loss"]
    assert ran.err.count("bot: ") == 2


def test_preview_says_how_to_waive_a_warning(bot: Bot, file: Path) -> None:
    write(file, POST + "\n![A curve](missing.png)\n")
    ran = bot("preview", str(file))
    assert re.search(r"^warning  .*\[picture-missing\]$", ran.out, re.MULTILINE)
    assert re.search(r"waive: \[.*picture-missing.*\]\n", ran.out)
    assert "waive" not in bot("preview", str(write(file, POST))).out


def test_preview_of_an_error_is_exit_1(bot: Bot, file: Path) -> None:
    write(file, POST.replace("tags:", "publsh_at: tomorrow\ntags:"))
    ran = bot("preview", str(file))
    assert ran.code == 1
    assert "error    line " in ran.out
    assert "publish_at" in ran.out


def test_preview_to_nobody(bot: Bot, file: Path) -> None:
    assert bot("preview", str(file), "--to", "nobody").code == 1


@pytest.mark.parametrize("name", ["other.md", "config/bot.yaml", "page", "notes.html"])
def test_preview_html_overwrites_nothing_that_somebody_wrote(bot: Bot, file: Path, name: str) -> None:
    """`bot preview --html posts/*.md` names an article where the page should go."""
    precious = file.parent / name
    precious.parent.mkdir(exist_ok=True)
    precious.write_text("What I wrote.")
    ran = bot("preview", "--html", str(precious), str(file))
    assert ran.code in {1, 2}
    assert ran.err.startswith("bot: ")
    assert precious.read_text() == "What I wrote."


def test_preview_html_may_be_written_again(bot: Bot, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert [bot("preview", str(file), "--html", str(page)).code for _ in range(2)] == [0, 0]


def test_preview_html_is_one_page(bot: Bot, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    ran = bot("preview", str(file), "--html", str(page))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Written to {page}\n"
    assert "Plot the first hundred steps" in page.read_text()


@pytest.fixture
def queued(root: Path, file: Path, store: Store) -> str:
    """The id of the post's delivery to X, after one scan."""
    from bot.app import open_workspace
    from bot.service import intake

    workspace = open_workspace(root)
    intake.scan(workspace, intake.Unsettled())
    workspace.store.close()
    (one,) = store.deliveries(account="x")
    return one.id


def test_edit_writes_a_sidecar_and_shows_the_difference(
    bot: Bot, queued: str, file: Path, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf "By hand.\\n---\\nAnd more.\\n" > "$1"'))
    bot("approve", queued, "--yes")
    ran = bot("edit", queued)
    assert ran.code == 0, ran.err
    assert (file.parent / "loss.x.md").read_text() == "By hand.\n---\nAnd more.\n"
    assert "--- what you said yes to\n+++ what would be sent now\n" in ran.out
    assert "+By hand.\n" in ran.out
    assert f"{queued}  needs your yes again: bot approve {queued}\n" in ran.out
    assert [segment.text for segment in store.draft(queued).segments] == ["By hand.", "And more."]
    assert store.delivery(queued).state == State.WAITING


def test_an_edit_that_changes_nothing_leaves_nothing(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, f'cp "$1" {tmp_path}/filled'))
    ran = bot("edit", queued)
    assert ran.out == f"{UNCHANGED}\nSay yes with: bot approve {queued}\n"
    assert not (file.parent / "loss.x.md").exists()
    assert "Plot the first hundred steps" in (tmp_path / "filled").read_text()


def test_edit_the_post_itself(bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'sed -i s/hundred/thousand/ "$1"'))
    ran = bot("edit", queued, "--post")
    assert "thousand" in file.read_text()
    assert "+" in ran.out
    assert "thousand" in ran.out


def test_an_edit_before_any_yes_says_so_and_ends_with_the_next_step(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf "By hand, and http://example.org/plain\\n" > "$1"'))
    ran = bot("edit", queued)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("--- the text before\n+++ what would be sent now\n")
    assert re.search(r"^warning  line 1: .*\[link-not-https\]$", ran.out, re.MULTILINE)
    assert ran.out.endswith(f"\nSay yes with: bot approve {queued}\n")


def test_an_edit_that_makes_a_segment_too_long_says_so(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf "%0434d\\n" 7 > "$1"'))
    bot("approve", queued, "--yes")
    ran = bot("edit", queued)
    assert ran.code == 1
    assert re.search(r"^error    line 1: Post 1 of your thread weighs 434, X takes 280.*\[too-long\]$", ran.out, re.MULTILINE)
    assert "approve" not in ran.out
    assert ran.err == f"bot: {queued} cannot be sent as it is. Mend what is marked error, with: bot edit {queued}\n"


@pytest.mark.parametrize("flags", [("--post",), ()])
def test_an_edit_of_what_blocks_every_account_leads_to_the_post(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, f"sed -i s/tags:/summry:/ {file}; touch -d 2026-01-01 {file}"))
    ran = bot("edit", queued, *flags)
    assert ran.code == 1
    assert re.search(r"^error    line 4: summry .*\[unknown-key\]$", ran.out, re.MULTILINE)
    assert ran.err.endswith(f"bot edit {queued} --post\n")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("s/title: /title: [/", r"loss\.md:\d+: the post cannot be read\. \S.*"),
        ("s/to: .*/to: nobody/", r"loss\.md(:\d+)?: the post goes to nobody\. \S.*"),
    ],
)
def test_an_edit_that_breaks_the_post_says_where_and_why(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, f'sed -i "{script}" "$1"'))
    ran = bot("edit", queued, "--post")
    assert (ran.code, ran.out) == (1, "")
    assert re.search(words, ran.err)
    assert ran.err.endswith(f"Mend it with: bot edit {queued} --post\n")


def test_an_edit_that_breaks_the_sidecar_names_it(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf -- "---\\ntitle: [\\n---\\nBy hand.\\n" > "$1"'))
    ran = bot("edit", queued)
    assert (ran.code, ran.out) == (1, "")
    assert re.search(r"loss\.md: the post cannot be read\. loss\.x\.md:\d+: \S", ran.err)
    assert ran.err.endswith(f"Mend it with: bot edit {queued}\n")


def test_an_editor_that_fails_is_a_sentence(bot: Bot, queued: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/nonexistent/editor")
    ran = bot("edit", queued)
    assert ran.code == 1
    assert ran.err.startswith("bot: ")
    assert not (file.parent / "loss.x.md").exists()


def test_an_account_that_is_none_is_named_when_no_other_is(bot: Bot, file: Path) -> None:
    ran = bot("preview", str(write(file, POST.replace("[x, reddit]", "[twitter]"))))
    assert ran.code == 1
    assert "loss.md:5: to: twitter is no account, group or platform." in ran.err
    assert ran.err.count("twitter") == 1
    assert "goes to no account" not in ran.out


def test_a_time_that_is_none_is_found_before_anything_is_queued(bot: Bot, file: Path) -> None:
    ran = bot("preview", str(write(file, POST.replace("title:", "publish_at: tomorow at nine\ntitle:"))))
    assert ran.code == 1
    assert "[publish-at]" in ran.out
    assert "line 2: " in ran.out


def test_a_name_written_wrong_is_one_mistake(bot: Bot, file: Path) -> None:
    ran = bot("preview", str(write(file, POST.replace("[x, reddit]", "[x, linkdin]"))))
    assert ran.code == 1
    assert ran.out.count("linkdin") == 1


def test_without_a_terminal_and_an_editor_there_is_one_sentence(bot: Bot, queued: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    ran = bot("edit", queued)
    sidecar = file.parent / "loss.x.md"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "bot: There is no terminal to edit on, and neither $VISUAL nor $EDITOR says what else to use. "
        f"Write {sidecar} with any editor, or run this on a terminal.\n"
    )
    assert not sidecar.exists()


def test_an_edit_of_what_another_wrote_meanwhile_loses_neither(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = POST.replace("hundred", "thousand")
    (tmp_path / "hers").write_text(hers)
    monkeypatch.setenv("VISUAL", editor(tmp_path, f'sed -i s/hundred/million/ "$1"; cp {tmp_path}/hers {file}'))
    ran = bot("edit", queued, "--post")
    assert file.read_text() == hers, "nobody could be asked, so the file stays as the other left it"
    kept = file.with_name("loss.md.mine-1.bak")
    assert kept.read_text() == POST.replace("hundred", "million")
    assert "loss.md changed while you edited it." in ran.out
    assert "loss.md: theirs stands; yours is kept in loss.md.mine-1.bak." in ran.err


def test_what_an_editor_wrote_before_it_failed_is_kept(
    bot: Bot, queued: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'echo more >> "$1"; exit 3'))
    ran = bot("edit", queued, "--post")
    assert ran.code == 1
    assert f"What you wrote is kept in {file}.mine-1.bak." in ran.err
    assert file.read_text() == POST
