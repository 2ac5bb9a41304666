"""The description of the API, held against the API."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import loops
import pytest
import requests
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from baonoi.server.app import make_app
from baonoi.server.openapi import document
from baonoi.server.schemas import STATES
from baonoi.server.service import Service
from baonoi.server.settings import Limits, ServerSettings

DOCUMENT = document(Limits())
SCHEMAS = DOCUMENT["components"]["schemas"]
DOCS = Path(__file__).parents[2] / "docs"
CURL = re.compile(r"^\$ (curl .*(?:\n {4}.*)*)", re.MULTILINE)


def operations() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, each in DOCUMENT["paths"].items() for method in each}


def fits(schema: dict[str, Any], told: object) -> None:
    whole = {**schema, "components": DOCUMENT["components"]}
    Draft202012Validator(whole).validate(told)


def test_it_is_a_document_of_openapi() -> None:
    validate(DOCUMENT)


def test_every_route_is_in_it_and_nothing_else(tmp_path: Path) -> None:
    async def routes() -> set[tuple[str, str]]:
        service = Service(ServerSettings(directory=tmp_path))
        app = make_app(service)
        found = {
            (route.method, route.resource.canonical)
            for route in app.router.routes()
            if route.resource is not None and route.method != "HEAD"
        }
        await app.cleanup()
        service.close()
        return found

    assert loops.run(routes()) == operations()


def test_a_server_hands_it_out(serve: Any) -> None:
    server = serve(limits=Limits(speech_characters=77))
    told = requests.get(f"{server.url}/openapi.json", timeout=20).json()
    assert told["components"]["schemas"]["Speech"]["properties"]["input"]["maxLength"] == 77
    assert told["paths"].keys() == DOCUMENT["paths"].keys()


def bodies() -> list[tuple[str, dict[str, Any]]]:
    """Every example of a body, where it is posted."""
    return [
        (path, example)
        for path, each in DOCUMENT["paths"].items()
        for kind, content in each.get("post", {}).get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
        for example in SCHEMAS[content["schema"]["$ref"].rpartition("/")[2]]["examples"]
    ]


@pytest.mark.parametrize(("path", "example"), bodies())
def test_examples_are_what_they_say(serve: Any, path: str, example: dict[str, Any]) -> None:
    operation = DOCUMENT["paths"][path]["post"]
    fits(operation["requestBody"]["content"]["application/json"]["schema"], example)
    answer = requests.post(serve().url + path, json=example, timeout=40)
    [status] = set(operation["responses"]) - {"default"}
    assert str(answer.status_code) == status
    kind = answer.headers["Content-Type"].partition(";")[0]
    content = operation["responses"][status]["content"]
    assert kind in content
    if kind == "application/json":
        fits(content[kind]["schema"], answer.json())


@pytest.mark.parametrize(
    "path",
    [path for path, each in DOCUMENT["paths"].items() if "get" in each and "{" not in path],
)
def test_what_is_got_is_what_it_says(serve: Any, path: str) -> None:
    operation = DOCUMENT["paths"][path]["get"]
    server = serve()
    query = {"text": "Một câu."} if operation.get("parameters") else {}
    answer = requests.get(server.url + path, params=query, timeout=40, allow_redirects=False)
    [status] = set(operation["responses"]) - {"default"}
    assert str(answer.status_code) == status
    content = operation["responses"][status].get("content", {})
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert not content or kind in content
    if "schema" in content.get(kind, {}):
        fits(content[kind]["schema"], answer.json())


@pytest.mark.parametrize("path", ["/v1/models/none", "/v1/read/none"])
def test_errors_are_what_it_says(serve: Any, path: str) -> None:
    answer = requests.get(serve().url + path, timeout=20)
    told = DOCUMENT["paths"][re.sub("none$", "{name}" if "models" in path else "{live}", path)]
    [(kind, content)] = told["get"]["responses"]["default"]["content"].items()
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    fits(content["schema"], answer.json())


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Order", {"text": "a", "url": "http://bao.example/"}),
        ("Order", {"text": "a", "options": {"cover": "/etc/passwd"}}),
        ("Order", {"text": "a", "options": {"bitrate": 1}}),
        ("Order", {"text": "a", "speed": 9}),
        ("Speech", {"input": "a", "response_format": "midi"}),
        ("Text", {"text": "a", "accent": "western"}),
    ],
)
def test_what_is_refused_does_not_fit(serve: Any, name: str, wrong: dict[str, Any]) -> None:
    path = {"Order": "/v1/read", "Speech": "/v1/audio/speech", "Text": "/v1/normalize"}[name]
    assert not Draft202012Validator(SCHEMAS[name]).is_valid(wrong)
    assert requests.post(serve().url + path, json=wrong, timeout=20).status_code == 400


def test_the_states_are_told_in_the_handbook() -> None:
    for page in ("serve.md", "serve.vi.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        assert all(f"`{state}`" in text for state in STATES)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
@pytest.mark.parametrize("page", ["serve.md", "serve.vi.md"])
def test_the_examples_with_curl_work(serve: Any, paper: Any, tmp_path: Path, page: str) -> None:
    server = serve(allow_private=True)
    commands = CURL.findall((DOCS / page).read_text(encoding="utf-8"))
    assert len(commands) >= 5
    for command in commands:
        here = command.replace("http://127.0.0.1:8778", server.url)
        here = here.replace("https://bao.example/bai.html", paper.url).replace("\\\n", " ")
        done = subprocess.run(
            [*shlex.split(here), "--silent", "--show-error", "--fail-with-body"],
            capture_output=True,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
