"""The container file and the compose file of docs/service.md: read as what they are, and each name in them is there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from bot.cli.commands import MODULES
from bot.secrets import variable
from bot.service.run import STOP_WITHIN
from bot.text import strict_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "service.md").read_text("utf-8").partition("\n## In a container\n")[2].partition("\n## ")[0]

SERVICE = {
    "build", "restart", "stop_grace_period", "read_only", "cap_drop", "security_opt", "tmpfs", "volumes", "environment", "secrets",
}  # fmt: skip
"""Of the Compose Specification, https://github.com/compose-spec/compose-spec/blob/main/05-services.md, from memory of it."""


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def instructions() -> dict[str, str]:
    joined = block("dockerfile").replace("\\\n", " ")
    return dict(line.split(" ", 1) for line in joined.splitlines() if line)


def compose() -> dict[str, Any]:
    return dict(strict_yaml.read(block("yaml")).values)


def test_the_image_runs_a_command_of_ours_with_a_python_and_a_lock_that_are_there() -> None:
    found = instructions()
    assert set(found) == {"FROM", "COPY", "RUN", "USER", "WORKDIR", "ENV", "STOPSIGNAL", "CMD"}
    program, command = json.loads(found["CMD"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert program in project["scripts"]
    assert command in MODULES
    minor = re.search(r"python:3\.(\d+)", found["FROM"])
    assert minor
    assert int(minor[1]) in range(11, 15)
    assert [path for path in re.findall(r"/src/(\S+)", found["RUN"]) if not (ROOT / path).exists()] == []
    assert f"useradd --uid 1000 {found['USER']}" in found["RUN"]


def test_the_compose_file_says_only_what_compose_knows_and_names_what_is_defined() -> None:
    found = compose()
    assert set(found) == {"services", "secrets"}
    service = found["services"]["bot"]
    assert set(service) == SERVICE
    assert set(service["secrets"]) == set(found["secrets"])
    assert service["environment"][variable("x", "api_key") + "_FILE"] == "/run/secrets/x_api_key"
    assert float(service["stop_grace_period"].removesuffix("s")) > STOP_WITHIN + 1
    [mount] = service["volumes"]
    assert mount.split(":")[1] == instructions()["WORKDIR"]
    assert service["environment"]["XDG_STATE_HOME"].startswith(instructions()["WORKDIR"]), "nothing else can be written"
