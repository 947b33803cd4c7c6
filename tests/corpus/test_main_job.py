"""The main job on 575 real articles: every one through the real command, to the rehearsal network, exactly as approved, once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import platforms
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.launch import read_ledger
from bot.store import open_store
from bot.text.count import length
from tests.commands import Ran, bot, make_workspace

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CORPORA = {"mlposts": 483, "mlposts-i18n": 92}
MEMORY = 250
"""MB that the service may take."""

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the articles are not here: {DATA} is missing")


@dataclass(frozen=True, repr=False)
class Job:
    """All that is left when it is done. `drafts` are what the yes bound, `posts` what the network accepted."""

    root: Path
    runs: dict[str, Ran]
    deliveries: list[Delivery]
    drafts: dict[str, Draft]
    refs: dict[str, list[str]]
    posts: dict[tuple[str, str], PostEntry]
    accepted: int


def articles() -> Iterator[tuple[str, str]]:
    """Each article as (name, file): front matter as its author wrote it where it is whole, and the body.

    Only its date is left out: articles of years ago would rightly be archived at the first scan.
    """
    for corpus in CORPORA:
        lines = (DATA / corpus / "references.jsonl").read_text("utf-8").splitlines()
        matter = {record["id"]: record.get("front_matter") or "" for record in map(json.loads, lines)}
        for line in (DATA / corpus / "posts.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            head = re.sub(r"^date\s*:.*\n", "", matter[record["id"]], flags=re.MULTILINE)
            yield record["id"], f"{head}\n\n{record['body']}" if head.rstrip().endswith("---") else record["body"]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The whole way, as a person would type it."""
    root = make_workspace(tmp_path_factory.mktemp("corpus") / "w")
    for name, text in articles():
        (root / "posts" / f"{name}.md").write_text(text, "utf-8")
    ways = {"scan": ("run", "--once"), "approve": ("approve", "--all", "--now", "--yes"), "publish": ("run", "--until-idle")}
    runs = {name: bot(root, *arguments) for name, arguments in ways.items()}
    with open_store(root / ".bot" / "bot.sqlite", readonly=True) as store:
        deliveries = store.deliveries()
        drafts = {one.id: store.draft(one.id, one.approved) for one in deliveries}
        refs = {one.id: [step.ref.id for _, step in sorted(store.steps(one.id).items()) if step.ref] for one in deliveries}
    posts = read_ledger(root / ".bot").posts
    return Job(root, runs, deliveries, drafts, refs, {(post.account, post.id): post for post in posts}, len(posts))


def test_every_command_ends_well(job: Job) -> None:
    crashes = [path.read_text("utf-8")[-800:] for path in (job.root / ".bot").glob("crash-*")]
    assert crashes == []
    for name, ran in job.runs.items():
        assert ran.code == 0, f"{name}: exit {ran.code}\n{ran.err[-2000:]}"
        assert "Traceback" not in ran.err, name  # articles may quote one, so standard output says nothing


def test_every_article_is_queued_for_every_account(job: Job) -> None:
    each = Counter(one.account for one in job.deliveries)
    assert each == dict.fromkeys(("linkedin", "x", "reddit"), sum(CORPORA.values()))


def test_everything_is_published_or_waits_for_a_reason(job: Job) -> None:
    stuck = [one for one in job.deliveries if one.state not in {State.PUBLISHED, State.HANDOFF}]
    odd = [
        (one.post, one.account, one.state.value, one.note) for one in stuck if one.state != State.WAITING or not job.drafts[one.id].blocked
    ]
    assert odd == []


def test_no_segment_is_over_its_limit_or_empty(job: Job) -> None:
    wrong = [
        (one.post, one.account, position, counted)
        for one in job.deliveries
        for position, segment in enumerate(job.drafts[one.id].segments)
        for counted in [length(segment.text, segment.counter)]
        if not 0 < counted <= platforms.load(one.platform).LIMITS.maximum
    ]
    assert wrong == []


def test_the_network_holds_exactly_what_was_approved_once(job: Job) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for one in job.deliveries:
        draft, parent = job.drafts[one.id], ""
        entries = [job.posts[one.account, ref] for ref in job.refs[one.id] if (one.account, ref) in job.posts]
        wires = [segment.wire for segment in draft.segments]
        whole = one.state == State.PUBLISHED
        assert draft.fingerprint == one.approved or not entries
        assert [entry.text for entry in entries] == (wires if whole else wires[: len(entries)]), (one.post, one.account)
        if one.platform == "linkedin":
            assert [entry.seen for entry in entries] == [segment.text for segment in draft.segments[: len(entries)]], (
                f"{one.post}: cut by the platform"
            )
        for entry in entries:
            assert entry.parent == parent, (one.post, one.account)
            assert entry.title in {"", draft.title}
            parent = entry.id
            seen[one.account, entry.id] += 1
    assert set(seen.values()) <= {1}
    assert seen.total() == job.accepted > sum(CORPORA.values())


def test_the_service_stays_small(job: Job) -> None:
    assert max(ran.peak for ran in job.runs.values()) < MEMORY


def test_the_figures_are_reported(job: Job, record_property: Callable[[str, object], None]) -> None:
    states = Counter((one.account, one.state.value) for one in job.deliveries)
    reasons = Counter(
        f"{one.account} {problem.code}"
        for one in job.deliveries
        if one.state == State.WAITING
        for problem in job.drafts[one.id].problems
        if problem.level == "error"
    )
    lines = [f"{len(job.deliveries)} deliveries of {sum(CORPORA.values())} articles, {job.accepted} posts accepted"]
    lines += [f"{account:9} {state:10} {count}" for (account, state), count in sorted(states.items())]
    lines += [f"waiting because of {reason}: {count}" for reason, count in sorted(reasons.items())]
    lines += [f"{name:8} {ran.seconds:6.1f} s, at most {ran.peak:.0f} MB" for name, ran in job.runs.items()]
    publishing, whole = job.runs["publish"].seconds, sum(ran.seconds for ran in job.runs.values())
    lines.append(f"{states.total() / whole:.1f} deliveries a second, {job.accepted / publishing:.1f} posts a second")
    for line in lines:
        record_property("figure", line)
    assert publishing > 0
