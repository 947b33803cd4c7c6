"""A language model behind an OpenAI-compatible address: one question, one answer, as text. It is asked only where the settings name it.

The shape is that of POST /chat/completions, which llama.cpp, Ollama, vLLM and the hosted services answer alike (checked 2026-11-21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from bot import http
from bot.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

    from bot.model.settings import Llm

_THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A```[\w-]*\n(.*)\n```\Z", re.DOTALL)


class _Said(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Said
    finish_reason: str | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice]


@dataclass(frozen=True, slots=True)
class Model:
    """The model that the settings name; `session` reaches its address alone. `key` is empty where none is wanted."""

    settings: Llm
    session: requests.Session
    key: str = ""

    def ask(self, rules: str, question: str) -> str:
        """The model's answer to `question` under `rules`, without its thinking. Raises UserError; the key is in no error."""
        said = [{"role": "system", "content": rules}, {"role": "user", "content": question}]
        body = {"model": self.settings.model, "messages": said, "temperature": 0.3, "stream": False}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return _text(self._post(body, headers), self.settings)

    def _post(self, body: Mapping[str, object], headers: Mapping[str, str]) -> requests.Response:
        import requests

        from bot.transport import NotConnected

        url = self.settings.url
        try:
            response = self.session.post(f"{url}/chat/completions", json=body, headers=headers, allow_redirects=False)
        except NotConnected:
            raise UserError(f"Nothing answers at {url}. Start the model there, or correct llm.url in config/bot.yaml.") from None
        except requests.Timeout:
            wait = self.settings.timeout
            raise UserError(f"The model at {url} did not answer within {wait} s. Raise llm.timeout, or take a smaller model.") from None
        except requests.RequestException as trouble:
            why = http.shown(str(trouble), (self.key,))[:200]
            raise UserError(f"The model at {url} broke off ({why}). Nothing was changed; try again.") from None
        if response.status_code != 200:
            raise UserError(self._refused(response))
        return response

    def _refused(self, response: requests.Response) -> str:
        url, status = self.settings.url, response.status_code
        if status in (401, 403):
            return f"The model at {url} refused the key ({status}). Set $BOT_LLM_API_KEY to one it takes."
        said = http.shown(http.reason(http.json_object(response.text)), (self.key,))[:200].rstrip(". ")
        if status == 404:
            return f"{url} knows no model {self.settings.model} ({said or status}). Correct llm.url or llm.model in config/bot.yaml."
        return f"The model at {url} answered {status}{f': {said}' if said else ''}. Nothing was changed."


def _text(response: requests.Response, settings: Llm) -> str:
    try:
        answer = msgspec.json.decode(response.content, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        answer = _Answer([])
    if not answer.choices:
        raise UserError(f"{settings.url} does not answer as an OpenAI-compatible address does. It mostly ends in /v1; correct llm.url.")
    choice = answer.choices[0]
    if choice.finish_reason == "length":
        raise UserError(f"The answer of {settings.model} was cut off. Give it more room (its context length), or take another model.")
    text = _THINKING.sub("", choice.message.content or "").strip()
    fenced = _FENCED.match(text)
    text = fenced[1].strip() if fenced else text
    if not text:
        raise UserError(f"{settings.model} answered nothing. Try again, or take another model.")
    return text
