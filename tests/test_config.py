"""The settings file: what it may say, and every mistake by file, line, key and the likely meant one."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import config, platforms
from bot.errors import UserError
from bot.model.settings import Rhythm, Settings, Site, Slot
from bot.settings_reader import understand
from bot.text.strict_yaml import read

DESIGN = """\
site: {url: https://example.org/, utm: true, wait_until_live: true}
posts: {path: ../posts, include: ["**/*.md", "**/*.markdown"], exclude: [], static: null, permalink: null}
timezone: Europe/London
rehearsal: true                  # nothing leaves this machine
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true, monthly_budget_usd: 5}
  reddit: {platform: reddit, default: true, subreddit: test, mode: handoff}
groups: {launch: [linkedin, x]}
schedule:
  slots: ["Mon-Fri 09:00", "Sat 11:00"]
  spacing: 2h
  quiet: "22:00-07:00"
  window: 3d
  undo_window: 60s
notify: []
"""


def workspace(folder: Path, text: str | bytes) -> Path:
    """A workspace in `folder` whose settings say `text`."""
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "bot.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return folder


def mistakes(folder: Path, text: str | bytes) -> list[str]:
    """What is wrong with `text`, one line each, without the line that counts them."""
    with pytest.raises(UserError) as error:
        config.load(workspace(folder, text), {})
    lines = str(error.value).splitlines()
    if len(lines) > 1:
        assert lines[0] == f"config/bot.yaml has {len(lines) - 1} mistakes:"
    return lines[1:] or lines


def account(body: str) -> str:
    """Settings with one X account of which `body` says more."""
    return f"accounts:\n  x:\n    platform: x\n    {body}\n"


# What it may say ------------------------------------------------------------------------------------------------------


def test_the_sample_of_the_design_is_understood(tmp_path: Path) -> None:
    made = config.load(workspace(tmp_path, DESIGN), {})
    assert made.site == Site(url="https://example.org", utm=True, wait_until_live=True)
    assert (made.root, made.state) == (tmp_path, tmp_path / ".bot")
    assert made.posts.path == tmp_path / "posts"
    assert made.posts.static is None
    assert made.groups == {"launch": ("linkedin", "x")}
    assert list(made.accounts) == ["linkedin", "x", "reddit"]
    x, reddit = made.accounts["x"], made.accounts["reddit"]
    assert (x.name, x.platform, x.default, x.rehearsal, x.mode, x.monthly_budget_usd) == ("x", "x", True, True, "api", 5.0)  # type: ignore[attr-defined]
    assert (reddit.mode, reddit.subreddit) == ("handoff", "test")  # type: ignore[attr-defined]
    slots = (Slot((1, 2, 3, 4, 5), 9, 0), Slot((6,), 11, 0))
    assert x.rhythm == Rhythm(zone="Europe/London", slots=slots, spacing=7200, quiet=(1320, 420), window=259_200, undo_window=60)


def test_an_empty_file_has_defaults_and_makes_no_folder(tmp_path: Path) -> None:
    made = config.load(workspace(tmp_path, "# nothing yet\n"), {})
    assert made == Settings(root=tmp_path, state=tmp_path / ".bot", posts=type(made.posts)(path=tmp_path / "posts"))
    assert not made.state.exists()


def test_an_account_may_have_its_own_schedule(tmp_path: Path) -> None:
    text = DESIGN + "  \n"
    text = text.replace("monthly_budget_usd: 5}", 'slots: ["Tue,Thu 14:00"], quiet: off, spacing: 30m, timezone: Asia/Tokyo}')
    made = config.load(workspace(tmp_path, text), {}).accounts
    assert made["x"].rhythm == Rhythm("Asia/Tokyo", (Slot((2, 4), 14, 0),), 1800, None, 259_200, 60)
    assert made["linkedin"].rhythm.zone == "Europe/London"
    assert config.load(workspace(tmp_path, account("slots: []")), {}).accounts["x"].rhythm.slots == ()
    assert config.load(workspace(tmp_path, account("slots: daily 10:00")), {}).accounts["x"].rhythm.slots[0].hour == 10


def test_schedule_may_name_the_zone_of_all_accounts(tmp_path: Path) -> None:
    made = config.load(workspace(tmp_path, account("") + "schedule: {timezone: Asia/Tokyo}\ntimezone: Europe/Paris"), {})
    assert (made.timezone, made.accounts["x"].rhythm.zone) == ("Europe/Paris", "Asia/Tokyo")


def test_rehearsal_is_on_unless_it_is_switched_off_and_has_no_undo_window_unless_set(tmp_path: Path) -> None:
    rehearsing = config.load(workspace(tmp_path, account("")), {}).accounts["x"]
    assert (rehearsing.rehearsal, rehearsing.rhythm.undo_window, rehearsing.call_timeout) == (True, 0, 5)
    assert (rehearsing.hourly_cap, rehearsing.daily_cap) == (0, 0)
    live = config.load(workspace(tmp_path, account("rehearsal: false")), {}).accounts["x"]
    assert (live.rehearsal, live.rhythm.undo_window, live.call_timeout) == (False, 60, 30)
    assert config.load(workspace(tmp_path, "rehearsal: false\n" + account("")), {}).accounts["x"].rehearsal is False
    assert config.load(workspace(tmp_path, "rehearsal: false\n" + account("rehearsal: true")), {}).accounts["x"].rehearsal is True
    own = config.load(workspace(tmp_path, account("undo_window: 5s\n    call_timeout: 9")), {}).accounts["x"]
    assert (own.rhythm.undo_window, own.call_timeout) == (5, 9)


def test_the_platforms_own_mode_holds_unless_the_account_says_otherwise(tmp_path: Path) -> None:
    text = "accounts:\n  a: {platform: reddit, subreddit: s}\n  b: {platform: reddit, subreddit: s, mode: api}\n"
    made = config.load(workspace(tmp_path, text), {}).accounts
    assert (made["a"].mode, made["b"].mode) == ("handoff", "api")


def test_paths_count_from_the_settings_file_and_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, "posts: {path: ../../blog/_posts, static: /srv/static, include: '*.md'}")
    monkeypatch.chdir(tmp_path)
    posts = config.load(Path(), {}).posts
    assert (posts.path, posts.static, posts.include) == (tmp_path.parent / "blog" / "_posts", Path("/srv/static"), ("*.md",))


@pytest.mark.parametrize("url", ["https://mastodon.example", "http://127.0.0.1:8765/x", "http://localhost:1", "http://[::1]:99/"])
def test_an_address_of_its_own(tmp_path: Path, url: str) -> None:
    assert config.load(workspace(tmp_path, account(f'api: "{url}"')), {}).accounts["x"].api == url


@pytest.mark.parametrize("server", ["mastodon.social", "Social.Example.org", "xn--bcher-kva.example", "a-1.b2.c3.example"])
def test_an_account_lives_on_a_server_that_is_all_its_calls_reach(tmp_path: Path, server: str) -> None:
    made = config.load(workspace(tmp_path, f"accounts: {{m: {{platform: mastodon, server: {server}}}}}"), {}).accounts["m"]
    assert platforms.hosts(made) == (server.lower(),)
    assert platforms.hosts(config.load(workspace(tmp_path, account("tags: 1")), {}).accounts["x"]) == ("api.twitter.com", "api.x.com")


MAIL = "accounts: {{letter: {{platform: smtp, host: mail.example.org, sender: ada@example.org, subscribers: {}}}}}"


def test_files_of_an_account_count_from_the_folder_of_the_settings_and_never_lie_among_the_posts(tmp_path: Path) -> None:
    def list_(path: str) -> object:
        return getattr(config.load(workspace(tmp_path, MAIL.format(path)), {}).accounts["letter"], "subscribers", None)

    assert list_("readers.txt") == tmp_path / "config" / "readers.txt"
    assert list_("/srv/readers.txt") == Path("/srv/readers.txt")
    (line,) = mistakes(tmp_path, MAIL.format("../posts/readers.txt"))
    assert line.endswith("accounts.letter.subscribers lies in the posts folder, but is private. Put it into config/, and out of git.")


NO_SERVERS = """https://mastodon.social mastodon.social/@ada mastodon.social:443 ada@mastodon.social localhost mastodon 127.0.0.1 10.1 [::1]
2130706433 0x7f.1 127.0x1 metadata.google.internal printer.local nas.lan x.localhost a..b -a.example a_b.example b\u00fccher.example
example.org. .example '' '*.example' 1.in-addr.arpa"""


@pytest.mark.parametrize("server", NO_SERVERS.split())
def test_a_server_is_a_public_host_name_and_nothing_else(tmp_path: Path, server: str) -> None:
    text = f"accounts:\n  m:\n    platform: mastodon\n    server: {server if server[0] == chr(39) else repr(server)}\n"
    (line,) = mistakes(tmp_path, text)
    assert line.startswith("config/bot.yaml:4: accounts.m.server is ")
    assert line.endswith("which is no public host name. Write it like mastodon.social, nothing else.")


def test_the_environment_may_name_the_database(tmp_path: Path) -> None:
    workspace(tmp_path, "database: sqlite:///a")
    assert config.load(tmp_path, {}).database == "sqlite:///a"
    assert config.load(tmp_path, {"BOT_DATABASE": "postgresql://me:pw@host/db"}).database == "postgresql://me:pw@host/db"


# Mistakes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("postss: {}", 1, "postss is not a setting. Did you mean posts?"),
        ("\n\nsite: {uurl: x}", 3, "site.uurl is not a setting. Did you mean url?"),
        (account("slotz: []"), 4, "accounts.x.slotz is not a setting. Did you mean slots?"),
        (account("name: me"), 4, "accounts.x.name is not a setting."),
        (account("-name: me"), 4, "accounts.x.-name is not a setting."),
        (account("subreddit: s"), 4, "accounts.x.subreddit is not a setting."),
        (account("default: yess"), 4, "accounts.x.default is 'yess'; write true or false."),
        (account("thread: many"), 4, "accounts.x.thread is 'many'; write a whole number from 1 to 25."),
        (account("thread: 40"), 4, "accounts.x.thread is '40'; write a whole number from 1 to 25."),
        (account("tags: 3"), 4, "accounts.x.tags is '3'; write a whole number from 0 to 2."),
        (account("hook: questoin"), 4, "accounts.x.hook is 'questoin'; write finding or question or title. Did you mean question?"),
        (account("numberng: true"), 4, "accounts.x.numberng is not a setting. Did you mean numbering?"),
        (account("shape: prose"), 4, "accounts.x.shape is not a setting."),
        (account("monthly_budget_usd: [5]"), 4, "accounts.x.monthly_budget_usd is a list; write a number."),
        (account("monthly_budget_usd: nan"), 4, "accounts.x.monthly_budget_usd is nan; write 0 or more."),
        (account("handle: {a: b}"), 4, "accounts.x.handle is a group of keys; write one text."),
        (account("daily_cap: -1"), 4, "accounts.x.daily_cap is -1; write 0 or more."),
        (account("call_timeout: 0"), 4, "accounts.x.call_timeout is 0"),
        (account("mode: handof"), 4, "accounts.x.mode is 'handof'; write api or handoff. Did you mean handoff?"),
        (account("link: footer"), 4, "accounts.x.link is 'footer'; write text or card or comment or none."),
        (account("api: http://example.org"), 4, "accounts.x.api is 'http://example.org'. Write an https:// address"),
        (account("api: http://10.0.0.1"), 4, "Write an https:// address"),
        (account("api: ftp://example.org"), 4, "Write an https:// address"),
        (account("api: file:///etc/passwd"), 4, "Write an https:// address"),
        (account("api: 'https://'"), 4, "Write an https:// address"),
        (account("api: 'https://[bad'"), 4, "Write an https:// address"),
        (account("api: https://me:pw@example.org"), 4, "accounts.x.api holds a user or a password"),
        (account("slots: [Mon 9]"), 4, "accounts.x.slots[1]: '9' is not a time of day"),
        (account("slots: {a: b}"), 4, "accounts.x.slots must be a list of words in [brackets]."),
        (account("slots:\n      - Mon 09:00\n      - Fun 09:00"), 6, "accounts.x.slots[2]: 'Fun' in 'Fun 09:00' is not a day"),
        (account("spacing: 2 parsecs"), 4, "accounts.x.spacing: '2 parsecs' is not a duration"),
        (account("spacing: [2h]"), 4, "accounts.x.spacing must be one text"),
        (account("window: 5s"), 4, "accounts.x.window is shorter than a minute"),
        (account("timezone: Europe/Lodnon"), 4, "accounts.x.timezone: 'Europe/Lodnon' is not a time zone. Did you mean Europe/London?"),
        ("timezone: Europe", 1, "timezone: 'Europe' is not a time zone."),
        ("timezone: ../../etc/passwd", 1, "timezone: '../../etc/passwd' is not a time zone."),
        ("schedule: {quiet: 22-7}", 1, "schedule.quiet: '22' is not a time of day"),
        ('schedule:\n  slots: ["daily 23:00"]\n  quiet: "22:00-07:00"', 2, "schedule.slots: every slot lies in the quiet hours"),
        ('schedule: {slots: ["daily 23:00"]}\n' + account('quiet: "22:00-07:00"'), 5, "accounts.x.quiet: every slot lies in the quiet"),
        ("schedule: [a]", 1, "schedule must hold keys with values"),
        ("accounts: {x: {platform: linkdin}}", 1, "accounts.x.platform is 'linkdin', which bot does not know. Did you mean linkedin?"),
        ("accounts:\n  y: {}", 2, "accounts.y lacks its platform. Add `platform:` with one of"),
        ("accounts:\n  y:", 2, "accounts.y lacks its platform."),
        ("accounts:\n  y: word", 2, "accounts.y must hold keys with values"),
        ("accounts: [x]", 1, "accounts must hold keys with values"),
        ("accounts:\n  y: {platform: reddit}", 2, "accounts.y lacks subreddit. Add the line `subreddit: ...` to it."),
        ("accounts:\n  x: {platform: linkedin}", 2, "The account x has the name of another platform than its own, linkedin. Rename it."),
        ("accounts:\n  a b: {platform: x}", 2, "'a b' can't be an account's name."),
        ("accounts:\n  a-b: {platform: x}\n  a_b: {platform: x}", 3, "The accounts a-b and a_b would share their secrets' variables."),
        ("accounts:\n  llm: {platform: x}", 2, "The account llm would share its secrets' variables with the language"),
        (account("") + "groups: {all: [x, y]}", 5, "groups.all names 'y', which is not an account."),
        ("accounts: {linked: {platform: linkedin}}\ngroups:\n  all:\n    - lined", 4, "Did you mean linked?"),
        (account("") + "groups: {x: [x]}", 5, "x is an account already, so it can't be a group too."),
        (account("") + "groups: {all: {x: y}}", 5, "groups.all must be a list of words"),
        ("site: {url: example.org}", 1, "site.url is 'example.org', which is not an address."),
        ("database: postgresql://me:pw@host/db", 1, "database holds a password. Put the whole address into $BOT_DATABASE instead."),
        ("notify: {a: b}", 1, "notify must be a list of words"),
        ("rehearsal: true\nrehearsal: false", 2, "rehearsal stands twice. Keep one."),
        ("posts: {include: [[a]]}", 1, "posts.include is a list; write a list in [brackets]."),
        ("posts: {path: [a]}", 1, "posts.path is a list; write one text."),
        ("posts: {static: [a]}", 1, "posts.static is a list; write one text."),
        ("rehearsal: &x true", 1, "Anchors"),
        ("a: [", 2, "This is not YAML"),
        ("a: \x00", 1, "U+0000"),
        (b"a: 1\nb: \xff", 2, "This is not UTF-8 text."),
        (b"\xff\xfea\x00", 1, "This is not UTF-8 text."),
    ],
)
def test_a_mistake_is_named_by_file_line_key_and_the_likely_meant_one(tmp_path: Path, text: str | bytes, line: int, sentence: str) -> None:
    (only,) = mistakes(tmp_path, text)
    assert only.startswith(f"config/bot.yaml:{line}: ")
    assert sentence in only
    assert re.search(r"[.?]$", only)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{platform: telegram, chat: "@a", topic: -1}', "topic is '-1'; write a whole number, 0 or more."),
        ("{platform: mailchimp, server: us21, audience: 0a1b2c}", "server is 'us21'; write one text like us21.api.mailchimp.com."),
        ("{platform: discord, username: " + "a" * 81 + "}", "write one text of at most 80 characters."),
        ("{platform: mastodon, server: mastodon.social, tags: 11}", "tags is '11'; write a whole number from 0 to 10."),
        ("{platform: linkedin, hook: quesiton}", "write finding or question or title. Did you mean question?"),
        ("{platform: linkedin, visibility: public}", "write PUBLIC or CONNECTIONS."),
        ("{platform: reddit, subreddit: test, kind: links}", "write self or link. Did you mean link?"),
    ],
)
def test_a_value_that_breaks_its_bounds_is_told_what_may_stand_there(tmp_path: Path, entry: str, said: str) -> None:
    (mistake,) = mistakes(tmp_path, f"accounts:\n  it: {entry}\n")
    assert mistake.endswith(said)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, "timezone: Mars\nsite: {utm: maybe, url: nowhere}\n" + account("slotz: []\n    thread: many\n    daily_cap: -1")
    )
    assert [int(row.split(":")[1]) for row in found] == [1, 2, 2, 6, 7, 8]
    assert "thread is 'many'" in found[4]


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    assert config.load(workspace(tmp_path, b"\xef\xbb\xbftimezone: Asia/Tokyo\r\n"), {}).timezone == "Asia/Tokyo"


def test_a_file_that_cannot_be_settings_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert "larger than 256 KiB" in mistakes(tmp_path, b"a" * (config.LARGEST + 1))[0]
    (tmp_path / "config" / "bot.yaml").unlink()
    with pytest.raises(UserError, match=r"is missing\. Make a workspace with: bot init"):
        config.load(tmp_path, {})
    (tmp_path / "config" / "bot.yaml").mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        config.load(tmp_path, {})


def test_keys_from_nowhere_reach_no_terminal_raw(tmp_path: Path) -> None:
    (only,) = mistakes(tmp_path, '"\\e[2Jevil\\u202e": 1')
    assert "\x1b" not in only
    assert "\u202e" not in only


keys = st.sampled_from(
    ["accounts", "x", "platform", "slots", "schedule", "quiet", "posts", "path", "site", "url", "groups", "timezone", "api", "window"]
)
leaves = st.none() | st.sampled_from(
    ["x", "true", "0", "-1", "daily 09:00", "22:00-07:00", "https://a", "Europe/London", "1e999", "\u202e", "..", "2h"]
)
trees = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=20)


@given(st.dictionaries(keys, trees, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_shape_is_understood_or_told(values: dict[str, object]) -> None:
    document = read("")
    document.values.update(values)  # type: ignore[arg-type]
    try:
        outcome = str(understand(document, Path("/w"), "config/bot.yaml").posts.path)
    except UserError as error:
        outcome = str(error)
    assert outcome.startswith(("config/bot.yaml", "/"))


# The shipped one ------------------------------------------------------------------------------------------------------


def test_the_shipped_settings_are_the_checkouts_own_and_are_understood(tmp_path: Path) -> None:
    shipped = config.DEFAULT_CONFIG.read_bytes()
    assert shipped == (Path(__file__).parents[1] / "config" / "bot.yaml").read_bytes()
    made = config.load(workspace(tmp_path, shipped), {})
    assert made.rehearsal
    assert [(name, each.platform, each.default) for name, each in made.accounts.items()] == [
        ("linkedin", "linkedin", True),
        ("x", "x", True),
        ("reddit", "reddit", True),
    ]
    assert all(each.rehearsal and each.rhythm.slots and each.rhythm.undo_window == 0 for each in made.accounts.values())


def test_every_line_of_the_shipped_settings_that_is_commented_out_is_understood_too(tmp_path: Path) -> None:
    shipped = config.DEFAULT_CONFIG.read_text("utf-8")
    whole = re.sub(r"^( *)# (?=[a-z_]+: )", r"\1", shipped, flags=re.MULTILINE)
    made = config.load(workspace(tmp_path, whole), {})
    assert {each.platform for each in made.accounts.values()} == set(platforms.names())
    assert made.site.url
    assert made.posts.static
    assert getattr(made.accounts["x"], "numbering", False)


def test_loading_is_quick(tmp_path: Path) -> None:
    workspace(tmp_path, config.DEFAULT_CONFIG.read_bytes())
    config.load(tmp_path, {})
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        config.load(tmp_path, {})
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.025


# Finding it -----------------------------------------------------------------------------------------------------------


def test_the_option_counts_before_the_environment_and_that_before_the_folder(tmp_path: Path) -> None:
    first, second, third = (workspace(folder, "") for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "c") if folder.mkdir() is None)
    deep = third / "posts" / "2026"
    deep.mkdir(parents=True)
    environ = {"BOT_WORKSPACE": str(second)}
    assert config.find_workspace(first, environ, deep) == first
    assert config.find_workspace(None, environ, deep) == second
    assert config.find_workspace(None, {}, deep) == third
    assert config.find_workspace(Path("../../../a"), {}, deep) == first


def test_no_workspace_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="bot init"):
        config.find_workspace(None, {}, tmp_path)
    with pytest.raises(UserError, match=f"bot init {tmp_path}"):
        config.find_workspace(tmp_path, {}, tmp_path)
    with pytest.raises(UserError, match="is no workspace"):
        config.find_workspace(Path("x" * 5000), {}, tmp_path)
    with pytest.raises(UserError, match="nowhere"):
        config.find_workspace(None, {"BOT_WORKSPACE": "nowhere"}, tmp_path)
    (tmp_path / "config").write_text("a file")
    with pytest.raises(UserError, match="bot init"):
        config.find_workspace(None, {}, tmp_path)


def test_without_arguments_this_process_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, "")
    monkeypatch.delenv("BOT_WORKSPACE", raising=False)
    monkeypatch.setenv("BOT_DATABASE", "sqlite:///elsewhere")
    monkeypatch.chdir(tmp_path)
    assert config.load(config.find_workspace()).database == "sqlite:///elsewhere"
    monkeypatch.setenv("BOT_WORKSPACE", str(tmp_path / "nowhere"))
    with pytest.raises(UserError, match="nowhere"):
        config.find_workspace()


def test_names_have_handles_by_account_and_by_platform(tmp_path: Path) -> None:
    text = (
        account("default: true")
        + '  other: {platform: x}\nmentions:\n  PyTorch: {x: "@PyTorch", other: "@torch"}\n  Ada L: {other: "@ada"}\n'
    )
    accounts = config.load(workspace(tmp_path, text), {}).accounts
    assert {name: dict(each.mentions) for name, each in accounts.items()} == {
        "x": {"PyTorch": "@PyTorch"},
        "other": {"PyTorch": "@torch", "Ada L": "@ada"},
    }


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('{x: "PyTorch"}', "is no handle there. Write it like '@PyTorch', in quotes."),
        ('{x: "@a b"}', "is no handle there."),
        ('{linkedin: "urn:li:company:1"}', "is no handle there. Write it like 'urn:li:organization:1337'"),
        ('{reddit: "spez"}', "is no handle there. Write it like 'u/spez'"),
        ('{linkedn: "urn:li:person:1"}', "neither an account nor a platform. Did you mean linkedin?"),
        ("nothing", "must hold keys with values"),
    ],
)
def test_a_handle_that_is_none_is_told(tmp_path: Path, table: str, said: str) -> None:
    (mistake,) = mistakes(tmp_path, f"mentions:\n  PyTorch: {table}\n")
    assert said in mistake
    assert ":2: " in mistake


def test_a_name_that_could_not_be_found_is_told(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, 'mentions: {"[Py]": {x: "@a"}}\n')
    assert "can't be a name" in mistake
