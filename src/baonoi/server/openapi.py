"""The description of the API that programs read: OpenAPI 3.1."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import baonoi
from baonoi.common.tables import rows_under_head
from baonoi.encode.running import MEDIA_TYPES
from baonoi.server.guard import UNASKED
from baonoi.server.orders import OPTIONS
from baonoi.server.problems import OPENAI
from baonoi.server.schemas import FORMS, Schema, schemas
from baonoi.server.settings import Limits


@cache
def document(limits: Limits) -> dict[str, Any]:
    """The description of a server with these limits."""
    found = schemas(limits)
    paths: dict[str, dict[str, Any]] = {}
    for method, path, *row in rows_under_head(Path(__file__).with_name("operations.tsv")):
        paths.setdefault(path, {})[method.lower()] = _operation(path, row, found)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Báo Nói",
            "version": baonoi.__version__,
            "description": "Reads Vietnamese news aloud.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "security": [{"token": []}, {}],
        "paths": paths,
        "components": {
            "schemas": found,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(path: str, row: list[str], found: dict[str, Schema]) -> dict[str, Any]:
    tag, body, query, status, media, answer, summary = row
    told: dict[str, Any] = {"summary": summary, "tags": [tag]}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]
    parameters += _query(found[query]) if query else []
    if parameters:
        told["parameters"] = parameters
    if body:
        form = "application/x-www-form-urlencoded" if body in FORMS else "application/json"
        told["requestBody"] = {"required": True, "content": {form: {"schema": _to(body)}}}
    kinds = sorted({*MEDIA_TYPES.values(), "text/event-stream"}) if media == "audio/*" else [media]
    content = {kind: {"schema": _to(answer)} if answer else {} for kind in kinds if kind}
    openai = path.startswith(OPENAI)
    problem = "application/json" if openai else "application/problem+json"
    told["responses"] = {
        status: {"description": summary, **({"content": content} if content else {})},
        "default": {
            "description": "What hindered it.",
            "content": {problem: {"schema": _to("OpenAIError" if openai else "Problem")}},
        },
    }
    if path in UNASKED:
        told["security"] = []
    return told


def _query(schema: Schema) -> list[dict[str, Any]]:
    """An object as a query tells it: its options stand beside the rest."""
    fields = {name: each for name, each in schema["properties"].items() if name != "options"}
    if "options" in schema["properties"]:
        fields |= OPTIONS
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in fields.items()
    ]


def _to(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
