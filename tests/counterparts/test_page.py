"""The rehearsal page in a real browser: nothing of a post runs or is asked for, and axe finds nothing that keeps anybody out.

`make counterparts` installs axe-core. Without a Chromium, or without axe, these tests say so and are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from bot.model.draft import Draft
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.looks import LOOKS
from tests.corpus.posts import needs_posts, rows, told
from tests.counterparts import browser, stage
from tests.rehearsal.test_page import ATTACKS

AXE = Path(__file__).resolve().parents[2] / ".counterparts" / "node_modules" / "axe-core" / "axe.min.js"
needs_browser = pytest.mark.skipif(not browser.program(), reason="no Chromium on this machine")
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make counterparts")

RUN = "window.ran = (window.ran || 0) + 1"
MORE_ATTACKS = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror='{RUN}'><img src='https://evil.example/pixel.png'>",
    f"<svg onload='{RUN}'><script>{RUN}</script><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<math><mtext><img src=x onerror='{RUN}'></mtext></math><mglyph><style><img src onerror='{RUN}'>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe><iframe src='https://evil.example/'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/a.css'><style>@import 'https://evil.example/b.css';*{background:url(//evil.example)}</style>",
    f"<body onload='{RUN}'><details open ontoggle='{RUN}'><input autofocus onfocus='{RUN}'><video src=x onerror='{RUN}'>",
    f"<p style='background:url(https://evil.example/c)' onmouseover='{RUN}' onanimationstart='{RUN}'>x</p>",
    f"<a href='javascript:{RUN}'>x</a> [x](javascript:{RUN}) [x](data:text/html,<script>{RUN}</script>) <javascript:{RUN}>",
    f"[x](<javascript:{RUN}>) [x]: javascript:{RUN}\n\n[x] ![x](https://evil.example/d.png \"' onerror='{RUN}\")",
    f"<form action='https://evil.example'><button formaction='javascript:{RUN}'>x</button></form>",
    f"<object data='https://evil.example/e'></object><embed src='javascript:{RUN}'><template><script>{RUN}</script></template>",
    f"</title></style></textarea></script>--><script>{RUN}</script>",
    f"`</code></pre><script>{RUN}</script>`\n\n```html\n</code></pre><script>{RUN}</script>\n```",
    f"| a | b |\n|---|---|\n| <script>{RUN}</script> | ![x](//evil.example/f.png) |",
    f"{{% katex %}}</code><script>{RUN}</script>{{% endkatex %}} {{% raw %}}<script>{RUN}</script>{{% endraw %}} {{{{ 7 * 7 }}}}",
    f"<p\x00><scr\x00ipt>{RUN}</scr\x00ipt>\ufeff<\ufeffscript>{RUN}</script>\u2028\u2029\u202e\U000e0001",
    "\ud800<script>window.ran = 1</script>\udfff \xc3\x28 \xed\xa0\x80 \xf8\x88\x80\x80\x80",
    f'https://example.org/"onmouseover="{RUN}" https://example.org/<script>{RUN}</script> http://[{RUN}]/ //evil.example/g',
]
"""Each would run, ask for something, or lead elsewhere in a page that is not careful."""

DOCUMENT = """(() => {
  document.querySelectorAll('details').forEach(each => each.open = true);
  const all = [...document.querySelectorAll('*')];
  const names = all.flatMap(each => [...each.attributes].map(one => one.name));
  return {
    ran: window.ran || 0,
    tags: [...new Set(all.map(each => each.localName))],
    handlers: names.filter(name => name.startsWith('on') || ['style', 'srcdoc', 'formaction', 'action', 'background'].includes(name)),
    refreshes: document.querySelectorAll('meta[http-equiv=refresh i]').length,
    leads: [...document.querySelectorAll('[href]')].map(each => each.getAttribute('href')),
    shows: [...document.querySelectorAll('[src]')].map(each => each.getAttribute('src')),
    words: document.body.innerText,
  };
})()"""
NEVER = {
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "base",
    "style",
    "template",
    "math",
    "video",
    "audio",
    "foreignobject",
}
LEADS = re.compile(r"(?:https?:)?//|/$|/\?|/calendar|#due-|/static/(page\.css|feed\.css|icon\.svg)$|mailto:")
RULES = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(each => {
  const node = each.nodes[0], why = node.any[0] || node.all[0] || node.none[0] || {};
  return [each.id, each.impact, each.nodes.length, node.html.slice(0, 200), why.message];
}))"""
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Tab]:
    with browser.browsing(tmp_path_factory.mktemp("chromium")) as tab:
        yield tab


@cache
def real() -> tuple[Draft, ...]:
    """Drafts of real articles on every platform that the page shows."""
    chosen = islice((row for row in rows() if 3000 < len(row["body"]) < 9000 and "```" in row["body"]), 0, 40, 20)
    return tuple(draft for row in chosen for name, draft in told(row).drafts.items() if name in (*LOOKS, "youtube", "hackernews"))


def hostile(attacks: Sequence[str]) -> list[Draft]:
    """Each attack on each platform: most on one account, some on accounts that are called like it."""
    named = ((words, words[:60] if number % 8 == 0 else "ada") for number, words in enumerate(attacks))
    return [draft for words, account in named for draft in stage.hostile(words, account)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "rehearsal.sqlite")
    yield made
    made.close()


@needs_browser
@pytest.mark.parametrize("path", ["/", "/calendar"])
@pytest.mark.parametrize("policy", [False, True], ids=["no policy", "policy"])
def test_no_post_runs_anything_or_asks_for_anything(tab: browser.Tab, ledger: Ledger, tmp_path: Path, path: str, policy: bool) -> None:
    drafts = hostile((*ATTACKS, *MORE_ATTACKS))
    stage.publish(ledger, drafts, {"script": "scripts", "x": "<script>window.ran = 1</script>"})
    tab.ask("Page.setBypassCSP", enabled=not policy)  # what is written must hold alone; and the policy has nothing to stop
    tab.look(1400)
    with stage.served(tmp_path, ledger, stage.Desk(stage.due(drafts))) as url:
        tab.open(f"{url}{path}")
        assert tab.ran() == []
        found = tab.does(DOCUMENT)
    assert (found["ran"], found["handlers"], found["refreshes"]) == (0, [], 0)
    assert not NEVER & set(found["tags"])
    assert [lead for lead in found["leads"] if not LEADS.match(lead)] == []
    assert [shown for shown in found["shows"] if not shown.startswith("/media/")] == []
    assert {address for address in tab.asked_for() if not address.startswith(f"{url}/")} == set()
    assert [entry["entry"]["text"] for entry in tab.of("Log.entryAdded") if entry["entry"]["source"] == "security"] == []
    assert tab.of("Page.javascriptDialogOpening") == []
    assert "evil.example" in found["words"], "the attacks must have reached the page"


@needs_browser
def test_the_watch_would_notice_a_script(tab: browser.Tab, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(f"<p onclick='x'>x</p><script>{RUN}</script><img src='https://evil.example/a.png'>", "utf-8")
    tab.open(bad.as_uri())
    found = tab.does(DOCUMENT)
    assert (len(tab.ran()), found["ran"], found["handlers"]) == (1, 1, ["onclick"])
    assert "https://evil.example/a.png" in tab.asked_for()
    assert NEVER & set(found["tags"]) == {"script"}


@needs_browser
@needs_axe
def test_axe_would_notice(tab: browser.Tab, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<html><body><img src=''><p style='color:#aaa;background:#fff'>grey</p></body></html>", "utf-8")
    tab.open(bad.as_uri())
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {found[0] for found in violations(tab)}


@needs_posts
@needs_browser
@needs_axe
@pytest.mark.parametrize(("width", "dark"), [(1400, False), (390, True), (1400, True), (390, False)])
def test_axe_finds_nothing(tab: browser.Tab, ledger: Ledger, tmp_path: Path, width: int, dark: bool) -> None:
    drafts = list(real())
    stage.publish(ledger, drafts, {"the ": "this ", "a ": "another "})
    tab.ask("Page.setBypassCSP", enabled=False)
    tab.look(width, dark=dark)
    with stage.served(tmp_path, ledger, stage.Desk(stage.due(drafts[:18]))) as url:
        for path in ("/", "/?account=linkedin", "/calendar"):
            tab.open(f"{url}{path}")
            assert violations(tab) == [], path
            tab.does(OPEN)
            assert violations(tab) == [], f"{path}, all opened"


@needs_browser
@needs_axe
def test_axe_finds_nothing_in_what_is_hostile(tab: browser.Tab, ledger: Ledger, tmp_path: Path) -> None:
    drafts = hostile((*ATTACKS, *MORE_ATTACKS)[::6])
    stage.publish(ledger, drafts)
    tab.look(1400)
    with stage.served(tmp_path, ledger, stage.Desk(stage.due(drafts))) as url:
        for path in ("/", "/calendar"):
            tab.open(f"{url}{path}")
            assert violations(tab) == [], path


@needs_browser
@needs_axe
def test_axe_finds_nothing_on_empty_pages(tab: browser.Tab, ledger: Ledger, tmp_path: Path) -> None:
    tab.look(390)
    with stage.served(tmp_path, ledger, stage.Desk(())) as url:
        for path in ("/", "/calendar"):
            tab.open(f"{url}{path}")
            assert violations(tab) == [], path


def violations(tab: browser.Tab) -> list[list[object]]:
    """What axe says against the page as it stands, every rule and every best practice of it."""
    tab.does(f"{AXE.read_text('utf-8')}\n//# sourceURL=ours:axe")
    return list(tab.does(RULES))
