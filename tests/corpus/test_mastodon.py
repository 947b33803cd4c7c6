"""Mastodon against what others wrote down: requests and the rehearsal's answers against its OpenAPI description, and recorded answers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from whenever import Instant

from bot.errors import MaybeSent, Refused, SendError
from bot.http import session
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import hosts, mastodon
from bot.platforms.base import Connection
from tests.corpus.test_recordings import DATA, cut, flip, recorded, reply, swap
from tests.corpus.test_rehearsal_drift import like
from tests.loopback import Loopback, Reply, Seen, serving
from tests.platforms.contract import NOW, media, segment
from tests.platforms.test_mastodon import HERE, ID, INSTANCE, ME, PICTURE, status
from tests.rehearsal.conftest import Person
from tests.rehearsal.pictures import picture

RECORDINGS, SCHEMA = DATA / "mastodon-recordings", DATA / "mastodon-openapi" / "schema.json"
pytestmark = pytest.mark.skipif(not SCHEMA.exists(), reason=f"the recordings are not here: {RECORDINGS} is missing")
KINDS: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)
}  # fmt: skip


@cache
def described() -> dict[str, Any]:
    return json.loads(SCHEMA.read_text("utf-8"))  # type: ignore[no-any-return]


def faults(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """What is wrong with `value` by `schema`, as far as the description uses JSON Schema."""
    if "$ref" in schema:
        schema = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        yield from faults(value, part, at)
    options = schema.get("oneOf") or schema.get("anyOf")
    if options and not any(not list(faults(value, option, at)) for option in options):
        yield f"{at}: {value!r} fits none of {len(options)} forms"
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    fits = any(isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool)) for kind in kinds)
    if kinds and not fits:
        yield f"{at}: {value!r} is no {kinds}"
    if value is not None and "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    yield from _inside(value, schema, at)


def _inside(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at} lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, part in schema.get("properties", {}).items():
            if name in value:
                yield from faults(value[name], part, f"{at}.{name}")
    if isinstance(value, list):
        for one in value:
            yield from faults(one, schema.get("items", {}), f"{at}[]")


def names_of(schema: dict[str, Any]) -> set[str]:
    """Every property that a body may have."""
    if "$ref" in schema:
        return names_of(described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    parts = [*schema.get("allOf", ()), *schema.get("oneOf", ())]
    return {*schema.get("properties", {}), *(name for part in parts for name in names_of(part))}


def operation(method: str, path: str) -> dict[str, Any]:
    """The description of a call. A final slash makes no difference."""
    for template, found in described()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path.rstrip("/")) and method.lower() in found:
            return found[method.lower()]  # type: ignore[no-any-return]
    raise AssertionError(f"the description has no {method} {path}")


def request_faults(seen: Seen) -> list[str]:
    """What is wrong with a request by the description: address, parameters, fields and their types."""
    parts = urlsplit(seen.path)
    call = operation(seen.method, parts.path)
    wrong = [f"parameter {name}" for name in parse_qs(parts.query) if name not in {one["name"] for one in call.get("parameters", ())}]
    if seen.method in {"GET", "DELETE"}:
        return wrong + ([f"a body: {seen.body!r}"] if seen.body else [])
    ((kind, content),) = call["requestBody"]["content"].items()
    fields: dict[str, Any] = {}
    if kind == "multipart/form-data":
        fields = dict.fromkeys(re.findall(r'name="(\w+)"', seen.body.decode("latin-1")), "")
    else:
        form = parse_qs(seen.body.decode(), keep_blank_values=True)
        fields = {name.removesuffix("[]"): values if name.endswith("[]") else values[0] for name, values in form.items()}
        fields |= {name: value == "1" for name, value in fields.items() if name == "sensitive"}
    wrong += [f"field {name}" for name in fields if name not in names_of(content["schema"])]
    schema = content["schema"]
    options = [one for one in schema.get("oneOf", ()) if "poll" not in one["$ref"].lower()]
    return wrong + ([] if any(not list(faults(fields, one)) for one in options or [schema]) else [f"{fields!r} has another form"])


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with serving(lambda seen: Reply(500)) as running:
        yield running


def good(seen: Seen) -> Reply:
    path = urlsplit(seen.path).path
    if path.endswith("verify_credentials"):
        return Reply(200, ME)
    if "/accounts/" in path:
        return Reply(200, [] if "max_id" in seen.path else [status()])
    if "/media" in path:
        return Reply(202 if seen.method == "POST" else 200, PICTURE)
    return Reply(200, INSTANCE if path.endswith("instance") else status(media_attachments=[PICTURE], spoiler_text="Eyes"))


def connected(server: Loopback) -> Connection:
    account = mastodon.Account(name="me", platform="mastodon", server="mastodon.social", api=server.url)
    secrets = {"access_token": "rehearsal-me-access_token"}
    server.seen.clear()
    return Connection(account, secrets, session(hosts(account), account.api), NOW)


def test_every_request_is_one_that_mastodon_describes(server: Loopback, tmp_path: Path) -> None:
    server.script = good
    connection = connected(server)
    draft = Draft("me", "mastodon", "", (segment("one"), segment("two", media=(media(tmp_path),))), {"cw": "Eyes", "language": "en"})
    before: dict[int, RemoteRef] = {}
    for step in mastodon.steps(draft):
        before[step.index] = mastodon.publish(connection, step, before, "key")
    mastodon.facts(connection)
    assert mastodon.find(connection, mastodon.steps(draft)[0], before, "key", NOW) is None
    mastodon.update(connection, RemoteRef(ID, HERE), segment("new"))
    mastodon.exists(connection, RemoteRef(ID, HERE))
    mastodon.delete(connection, RemoteRef(ID, HERE))
    assert len({(seen.method, urlsplit(seen.path).path) for seen in server.seen}) == 9
    assert {f"{seen.method} {seen.path}": request_faults(seen) for seen in server.seen if request_faults(seen)} == {}


def test_what_the_rehearsal_answers_is_what_mastodon_describes(person: Person) -> None:
    def check(answer: requests.Response, path: str = "") -> Any:
        place = path or urlsplit(answer.url).path.removeprefix("/mastodon")
        told = operation(str(answer.request.method), place)["responses"][str(answer.status_code)]
        assert list(faults(answer.json(), told["content"]["application/json"]["schema"])) == [], place
        assert {name.lower() for name in told.get("headers", ())} - {"link", "mastodon-async-refresh"} <= {
            name.lower() for name in answer.headers
        }
        return answer.json()

    upload = check(person.mastodon("POST", "/api/v2/media", files={"file": ("a", picture())}, data={"description": "A"}))
    moving = check(person.mastodon("POST", "/api/v2/media", files={"file": ("a", b"GIF89a....")}))
    assert person.mastodon("GET", f"/api/v1/media/{moving['id']}").status_code == 206
    words = {"status": "Words #tag @a@b.example https://example.org", "spoiler_text": "Eyes", "media_ids[]": [upload["id"]]}
    root = check(person.mastodon("POST", "/api/v1/statuses", data=words))["id"]
    check(person.mastodon("POST", "/api/v1/statuses", data={"status": "More", "in_reply_to_id": root, "visibility": "unlisted"}))
    check(person.mastodon("PUT", f"/api/v1/statuses/{root}", data={"status": "Words"}))
    me = check(person.mastodon("GET", "/api/v1/accounts/verify_credentials"))["id"]
    for path in ("/api/v2/instance", f"/api/v1/accounts/{me}/statuses", f"/api/v1/statuses/{root}", f"/api/v1/statuses/{root}/context"):
        check(person.mastodon("GET", path))
    check(person.mastodon("DELETE", f"/api/v1/statuses/{root}"))
    check(person.mastodon("GET", f"/api/v1/statuses/{root}"))
    check(person.mastodon("POST", "/api/v1/statuses", data={"status": ""}))
    for fault in ("401", "404", "429"):
        person.plan(fault, platform="mastodon")
        check(person.mastodon("POST", "/api/v1/statuses", data={"status": "x"}))


def test_the_rehearsal_answers_as_a_real_server_answered(person: Person) -> None:
    """The recorded requests, sent to the rehearsal."""
    done = 0
    for _, one in recorded("mastodon-recordings"):
        asked, path = one["request"], urlsplit(one["request"]["uri"]).path
        form = (asked.get("body") or {}).get("text", "")
        if (
            form
            and asked["method"] == "POST"
            and path == "/api/v1/statuses"
            and not re.search("media_ids|poll|quote|in_reply_to|direct", form)
        ):
            if one["response"]["status"] != 200:
                person.name = f"{person.name.removesuffix('-ja')}-ja"
            kind = {"content-type": "application/x-www-form-urlencoded"}
            ours = person.mastodon("POST", path, data=form, headers=kind)
            if one["response"]["status"] == 200:
                theirs = one["response"]["body"]["json"]
                shared = {name: value for name, value in theirs.items() if name in ours.json() and name != "account"}
                like(ours, {"response": {**one["response"], "body": {"json": shared}}})
                assert ours.json()["content"] == theirs["content"]
            else:
                assert (ours.status_code, ours.json()) == (one["response"]["status"], one["response"]["body"]["json"])
            done += 1
    assert done >= 10


# Recorded answers ---------------------------------------------------------------------------------------------------------


def outcome(server: Loopback, answer: Reply) -> RemoteRef | SendError:
    """What publishing ends as when the server answers so. Any other exception is a fault of ours. One request, always."""
    server.script = lambda seen: answer
    connection = connected(server)
    try:
        return mastodon.publish(connection, mastodon.steps(Draft("me", "mastodon", "", (segment("Toot!"),)))[0], {}, "key")
    except SendError as error:
        return error
    finally:
        assert len(server.seen) == 1


def replies() -> list[Any]:
    return [pytest.param(reply(one["response"]), id=name) for name, one in recorded("mastodon-recordings")]


@pytest.mark.parametrize("answer", replies())
def test_an_answer_is_a_post_only_when_it_names_an_id(server: Loopback, answer: Reply) -> None:
    found = outcome(server, answer)
    body = json.loads(answer.body) if answer.body[:1] in (b"{", b"[") else None
    if answer.status >= 400 and isinstance(body, dict):
        assert isinstance(found, Refused)
        assert found.why.startswith(body["error"])
    elif answer.status < 300 and isinstance(body, dict) and isinstance(body.get("id"), str) and body["id"]:
        assert isinstance(found, RemoteRef)
        assert found.id == body["id"]
    else:
        assert isinstance(found, MaybeSent)


def statuses() -> list[Any]:
    """Recorded posts with the text they were written as."""
    found = []
    for name, one in recorded("mastodon-recordings"):
        form = parse_qs(((one["request"].get("body") or {}).get("text") or ""), keep_blank_values=True)
        answer = (one["response"].get("body") or {}).get("json")
        if one["request"]["method"] in {"POST", "PUT"} and form.get("status", [""])[0] and isinstance(answer, dict) and "content" in answer:
            found.append(pytest.param(form["status"][0], answer, id=name))
    return found


@pytest.mark.parametrize(("text", "there"), statuses())
def test_a_recorded_post_is_found_by_its_text(server: Loopback, text: str, there: dict[str, Any]) -> None:
    server.script = lambda seen: Reply(200, ME if "verify" in seen.path else [] if "max_id" in seen.path else [there])
    parent = there["in_reply_to_id"]
    draft = Draft("me", "mastodon", "", (segment("first"), segment(text)) if parent else (segment(text),))
    step = mastodon.steps(draft)[-1]
    made = Instant.parse_iso(there["created_at"])
    found = mastodon.find(connected(server), step, {0: RemoteRef(parent or "")}, "key", made)
    if "RE: " in there["content"] or there.get("quote"):
        assert found is None or found.id == there["id"]
    else:
        assert found is not None
        assert found.id == there["id"]
    assert mastodon.find(connected(server), step, {0: RemoteRef(parent or "")}, "key", made.add(seconds=10)) is None


def test_the_recorded_instance_becomes_facts(server: Loopback) -> None:
    ((_, one),) = [pair for pair in recorded("mastodon-recordings") if pair[0] == "test_instance-0"]
    server.script = lambda seen: Reply(200, ME if "verify" in seen.path else one["response"]["body"]["json"])
    found = mastodon.facts(connected(server))
    wanted = {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23, "version": "4.6.4"}
    assert {name: found[name] for name in wanted} == wanted
    assert "image/webp" in found["supported_mime_types"]  # type: ignore[operator]


@pytest.mark.parametrize("change", [cut, flip, swap])
def test_a_broken_answer_is_never_more_than_it_proves(server: Loopback, change: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(20261122)
    material = [reply(one["response"]) for _, one in recorded("mastodon-recordings") if "statuses" in one["request"]["uri"]]
    for _ in range(200):
        answer = chance.choice([answer for answer in material if answer.body])
        broken = Reply(answer.status, change(answer.body[:20_000], chance), answer.headers)
        found = outcome(server, broken)
        if isinstance(found, RemoteRef):
            assert found.id.encode() in broken.body
        elif isinstance(found, Refused):
            assert isinstance(json.loads(broken.body.decode(errors="replace")), dict)
