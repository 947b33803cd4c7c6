"""Buttondown's manners, over HTTP."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.http import session
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.platforms import buttondown, hosts
from bot.platforms.base import Connection
from bot.rehearsal.buttondown import seen
from bot.rehearsal.entries import Records
from bot.rehearsal.judge import verdict
from bot.rehearsal.mail_view import SHOWN, shown
from tests.rehearsal.conftest import Person
from tests.rehearsal.test_page import ATTACKS

BODY = "<p>Words &amp; <em>more</em>.</p>"


def made(person: Person, **more: Any) -> dict[str, Any]:
    answer = person.buttondown("POST", "/v1/emails", json={"subject": "S", "body": BODY, "status": "draft", **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def code(person: Person, method: str = "POST", path: str = "/v1/emails", **more: Any) -> str:
    answer = person.buttondown(method, path, json={"subject": "S", "body": BODY, **more})
    assert answer.status_code == 400
    return str(answer.json()["code"])


def status(person: Person) -> list[str]:
    return [str(post.fields["status"]) for post in person.posts()]


def approved(person: Person, visibility: str) -> Draft:
    segment = Segment("", 0, 10, "chars", BODY)
    return Draft(person.name, "buttondown", "S", (segment,), visibility=visibility)


def test_an_email_without_a_status_goes_to_everybody(person: Person) -> None:
    answer = person.buttondown("POST", "/v1/emails", json={"subject": "S", "body": BODY})
    assert (answer.status_code, answer.json()["status"], status(person)) == (201, "about_to_send", ["about_to_send"])
    assert not verdict(Records((), tuple(person.posts())), [approved(person, "draft")]).clean, "the judge sees the slip"


def test_a_draft_is_sent_once_with_the_words_of_the_order(person: Person) -> None:
    id_ = made(person, metadata={"bot": "k"})["id"]
    records = Records((), tuple(person.posts()))
    assert verdict(records, [approved(person, "draft")]).clean
    assert verdict(records, [approved(person, "subscribers")]).lost, "a draft is no mail"
    order = {"subject": "S2", "body": BODY + "!", "status": "about_to_send"}
    assert person.buttondown("PATCH", f"/v1/emails/{id_}", json=order).json()["status"] == "about_to_send"
    assert [(post.title, post.text) for post in person.posts()] == [("S2", BODY + "!")]
    assert person.buttondown("GET", f"/v1/emails/{id_}").json()["status"] == "sent"
    assert code(person, "PATCH", f"/v1/emails/{id_}", status="about_to_send") == "status_invalid"
    (listed,) = person.buttondown("GET", "/v1/emails", params={"excluded_fields": "body", "page": 1}).json()["results"]
    assert (listed["id"], listed["metadata"], listed["status"], "body" in listed) == (id_, {"bot": "k"}, "sent", False)


def test_a_draft_left_behind_is_no_second_mail_but_a_second_draft_is_one(person: Person) -> None:
    first, _ = made(person), made(person)
    person.buttondown("PATCH", f"/v1/emails/{first['id']}", json={"status": "about_to_send"})
    records = Records((), tuple(person.posts()))
    assert verdict(records, [approved(person, "subscribers")]).clean
    assert len(verdict(records, [approved(person, "draft")]).foreign + verdict(records, [approved(person, "draft")]).duplicated) == 1


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"status": "about_to_send"}, "sending_requires_confirmation"),
        ({"status": "gone"}, "status_invalid"),
        ({"subject": "", "status": "draft"}, "subject_invalid"),
        ({"body": "---\na: b\n---\nText", "status": "draft"}, "body_contains_frontmatter"),
    ],
)
def test_refusals_have_a_code(person: Person, more: dict[str, str], wanted: str) -> None:
    assert code(person, **more) == wanted
    assert person.posts() == []


@pytest.mark.parametrize("visibility", ["draft", "subscribers"])
def test_the_adapter_does_what_was_approved(person: Person, visibility: str) -> None:
    made = buttondown.Account(name=person.name, platform="buttondown", api=f"{person.network.url}/buttondown")
    key = f"rehearsal-{person.name}-api_key"
    connection = Connection(made, {"api_key": key}, session(hosts(made), made.api), SystemClock().now())
    draft = approved(person, visibility)
    assert 0 < int(str(buttondown.facts(connection)["subscribers"])) < 10_000
    for _ in range(2):  # a second time as after a lost journal: the keys are the same
        before: dict[int, RemoteRef] = {}
        for step in buttondown.steps(draft):
            found = buttondown.find(connection, step, before, f"key{step.index}", connection.now) if step.action == "post" else None
            before[step.index] = found or buttondown.publish(connection, step, before, f"key{step.index}")
    connection.session.close()
    assert verdict(Records((), tuple(person.posts())), [draft]).clean
    assert len(person.posts()) == 1


def test_another_account_and_a_deleted_email_are_not_found(person: Person) -> None:
    id_ = made(person)["id"]
    stranger = {"Authorization": "Token rehearsal-somebody-api_key"}
    assert person.buttondown("GET", f"/v1/emails/{id_}", headers=stranger).status_code == 404
    assert person.buttondown("GET", f"/v1/emails/{id_}", headers={"Authorization": "Token x"}).status_code == 401
    assert person.buttondown("DELETE", f"/v1/emails/{id_}").status_code == 204
    for method in ("GET", "PATCH", "DELETE"):
        assert person.buttondown(method, f"/v1/emails/{id_}", json={}).status_code == 404
    assert person.buttondown("GET", "/v1/emails").json()["results"] == []


def test_what_looks_like_a_template_is_gone_for_readers() -> None:
    assert seen("<!-- buttondown-editor-mode: fancy -->\n<p>a {{ x }} b {% if y %} c {# z #} {d}</p>") == "<p>a  b  c  {d}</p>"
    assert seen("<p>&#123;{ x }}</p>") == "<p>&#123;{ x }}</p>"


class Tags(HTMLParser):
    """Every tag with its attributes, and that each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "words", [*ATTACKS, "</div></article><p>x", "<p><b>a</p></b>", "<table><tr><td align=right style=x>1", "<a href=javascript:x>y</a>"]
)
def test_no_mail_makes_the_page_do_anything(words: str) -> None:
    found = Tags(str(shown(f"<p>{words}</p> <ul><li>{words}")))
    assert found.open == []
    for tag, attributes in found.tags:
        assert tag in SHOWN
        assert set(attributes) <= {"href", "rel", "class"}
        assert str(attributes.get("href", "https://")).startswith(("http://", "https://"))


def test_a_mail_keeps_what_mails_have() -> None:
    kept = '<h2>A</h2><p>b <strong>c</strong><br>d</p><pre><code>e &lt; f</code></pre><td class="right">1</td>'
    assert str(shown(kept.replace('class="right"', 'align="right" style="x"'))) == kept
    assert "Picture: A chart" in shown('<img src="https://evil.example/x.png" alt="A chart">')
    assert shown("<style>x</style><script>alert(1)</script>z") == "z"
