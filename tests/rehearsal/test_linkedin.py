"""LinkedIn's manners, over HTTP."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from tests.rehearsal.conftest import Person
from tests.rehearsal.pictures import picture


def shared(person: Person, commentary: str, **more: Any) -> str:
    answer = person.linkedin("POST", "/rest/posts", json=person.share(commentary, **more))
    assert (answer.status_code, answer.text) == (201, "")
    return answer.headers["x-restli-id"]


def uploaded(person: Person, data: bytes) -> str:
    begun = person.linkedin("POST", "/rest/images?action=initializeUpload", json={"initializeUploadRequest": {"owner": person.urn}})
    value = begun.json()["value"]
    assert value["uploadUrl"].startswith(f"{person.network.url}/linkedin/dms-uploads/")
    assert person.session.put(value["uploadUrl"], data=data, timeout=10).status_code == 201
    return str(value["image"])


def test_the_author_is_whom_userinfo_names(person: Person) -> None:
    told = person.linkedin("GET", "/v2/userinfo").json()
    assert person.urn == f"urn:li:person:{told['sub']}"


def test_a_post_answers_with_a_urn_and_nothing_else(person: Person) -> None:
    urn = shared(person, r"Hello \(world\) #Bots")
    assert re.fullmatch(r"urn:li:share:\d{19}", urn)
    (post,) = person.posts()
    assert (post.id, post.text, post.seen) == (urn, r"Hello \(world\) #Bots", "Hello (world) #Bots")


def test_an_unescaped_bracket_cuts_the_post_without_a_word(person: Person) -> None:
    shared(person, "A fine post (with a bracket) and its whole argument")
    (post,) = person.posts()
    assert post.text == "A fine post (with a bracket) and its whole argument"
    assert post.seen == "A fine post"


def test_a_repeat_is_refused_and_names_the_first_even_after_its_deletion(person: Person) -> None:
    urn = shared(person, "Once")
    for _ in range(2):
        answer = person.linkedin("POST", "/rest/posts", json=person.share("Once"))
        assert answer.status_code == 422
        assert answer.json()["errorDetails"]["inputErrors"][0]["code"] == "DUPLICATE_POST"
        assert answer.json()["message"].endswith(f"duplicate of {urn}")
        person.linkedin("DELETE", f"/rest/posts/{quote(urn, safe='')}")
    assert len(person.posts()) == 1


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"LinkedIn-Version": "202401"}, 426, "NONEXISTENT_VERSION"),
        ({"LinkedIn-Version": None}, 400, "VERSION_MISSING"),
        ({"X-Restli-Protocol-Version": None}, 400, "ILLEGAL_ARGUMENT"),
        ({"Authorization": "Bearer wrong"}, 401, None),
        ({"Authorization": None}, 401, None),
    ],
)
def test_every_call_needs_its_headers(person: Person, headers: dict[str, Any], status: int, code: str | None) -> None:
    answer = person.linkedin("POST", "/rest/posts", json=person.share("Hello"), headers=headers)
    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert person.posts() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"commentary": "\\udc00"}'])
def test_a_body_that_is_no_object_is_refused(person: Person, body: bytes) -> None:
    answer = person.linkedin("POST", "/rest/posts", data=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


def test_missing_fields_are_all_named(person: Person) -> None:
    answer = person.linkedin("POST", "/rest/posts", json={"visibility": "PUBLIC", "distribution": {}, "lifecycleState": "PUBLISHED"})
    words = "".join(f"ERROR :: /{name} :: field is required but not found and has no default value\n" for name in ("author", "commentary"))
    assert (answer.status_code, answer.json()) == (422, {"message": words, "status": 422})


def test_nobody_posts_as_somebody_else(person: Person) -> None:
    answer = person.linkedin("POST", "/rest/posts", json=person.share("Hello", author="urn:li:person:another"))
    assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")
    shared(person, "As a page", author="urn:li:organization:5515715")
    assert [post.text for post in person.posts()] == ["As a page"]


@pytest.mark.parametrize(("commentary", "status"), [("x" * 3000, 201), ("x" * 3001, 422), (r"\(" * 3000, 201), ("𝐱" * 1501, 422), (7, 422)])
def test_three_thousand_without_the_escapes(person: Person, commentary: Any, status: int) -> None:
    assert person.linkedin("POST", "/rest/posts", json=person.share(commentary)).status_code == status


def test_pictures_and_their_words(person: Person) -> None:
    one, two = uploaded(person, picture()), uploaded(person, picture("GIF"))
    shared(person, "One", content={"media": {"id": one, "altText": "A chart"}})
    shared(person, "Two", content={"multiImage": {"images": [{"id": one, "altText": "A"}, {"id": two, "altText": "B"}]}})
    article = {"source": "https://example.org", "title": "T", "description": "D", "thumbnail": two}
    shared(person, "Card", content={"article": article})
    found = [[(media.id, media.alt) for media in post.media] for post in person.posts()]
    assert found == [[(one, "A chart")], [(one, "A"), (two, "B")], [(two, "")]]
    assert person.linkedin("GET", f"/rest/images/{quote(one, safe='')}").json()["status"] == "AVAILABLE"


@pytest.mark.parametrize(
    "content",
    [
        {"media": {"id": "urn:li:image:unknown"}},
        {"multiImage": {"images": []}},
        {"article": {"source": "https://example.org"}},
        {"article": {}, "media": {}},
        {"hologram": {}},
        [],
        {"multiImage": 7},
    ],
)
def test_content_that_is_not_there_or_not_one_thing_is_refused(person: Person, content: Any) -> None:
    assert person.linkedin("POST", "/rest/posts", json=person.share("Look", content=content)).status_code == 422
    assert person.posts() == []


def test_a_picture_that_is_announced_only_can_not_be_shown(person: Person) -> None:
    begun = person.linkedin("POST", "/rest/images?action=initializeUpload", json={"initializeUploadRequest": {"owner": person.urn}})
    image = begun.json()["value"]["image"]
    assert person.linkedin("POST", "/rest/posts", json=person.share("Look", content={"media": {"id": image}})).status_code == 422
    refused = person.session.put(begun.json()["value"]["uploadUrl"], data=b"<svg/>", timeout=10)
    assert refused.status_code == 400


def test_a_comment_is_plain_text_below_its_post(person: Person) -> None:
    urn = shared(person, "The post")
    body = {"actor": person.urn, "object": urn, "message": {"text": "More (here): https://example.org/a_b"}}
    answer = person.linkedin("POST", f"/rest/socialActions/{quote(urn, safe='')}/comments", json=body)
    assert (answer.status_code, answer.json()["message"]["text"]) == (201, body["message"]["text"])
    comment = person.posts()[1]
    assert (comment.parent, comment.seen, comment.fields["kind"]) == (urn, "More (here): https://example.org/a_b", "comment")


def test_a_post_can_be_changed_and_taken_back_twice(person: Person) -> None:
    urn = shared(person, "First words")
    path = f"/rest/posts/{quote(urn, safe='')}"
    change = {"patch": {"$set": {"commentary": r"Second \(words\)"}}}
    assert person.linkedin("POST", path, json=change, headers={"X-RestLi-Method": "PARTIAL_UPDATE"}).status_code == 204
    (post,) = person.posts()
    assert (post.text, post.seen, post.fields["edits"]) == (r"Second \(words\)", "Second (words)", ["First words"])
    assert [person.linkedin("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert person.posts()[0].deleted


def test_nobody_reads_posts_back(person: Person) -> None:
    urn = shared(person, "Hello")
    for path in (f"/rest/posts/{quote(urn, safe='')}", f"/rest/posts?q=author&author={quote(person.urn, safe='')}"):
        answer = person.linkedin("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")
