"""What requests and answers look like in JSON Schema, from the tables that check them."""

from __future__ import annotations

from typing import Any

from baonoi.encode.running import MEDIA_TYPES
from baonoi.model import SPEEDS
from baonoi.server.orders import OPTIONS, SOURCES
from baonoi.server.settings import Limits
from baonoi.server.speech import MODELS
from baonoi.server.texts import ACCENTS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
STATES = ("waiting", "reading", "saving", "done", "failed", "cancelled")
ARTICLE = "Cầu mới\n\nCây cầu dài 1,5 km đã thông xe sáng nay."
FORMS = ("Listen", "Site", "Token")
"""Bodies that are sent as forms send them."""


def schemas(limits: Limits) -> dict[str, Schema]:
    """All of them, by their names."""
    voice = {"type": "string", "description": "As /v1/voices lists them, or nam, or nu."}
    speed = {"type": "number", "minimum": SPEEDS[0], "maximum": SPEEDS[1], "default": 1}
    sources: dict[str, Schema] = {
        name: {"type": "string", "maxLength": limits.characters, "description": about}
        for name, about in SOURCES.items()
    }
    options = {"type": "object", "properties": OPTIONS, "additionalProperties": False}
    one = {"oneOf": [{"required": [name]} for name in SOURCES]}
    return {
        "Speech": {
            **_object(
                {
                    "input": {"type": "string", "maxLength": limits.speech_characters},
                    "model": {"enum": list(MODELS), "default": MODELS[0]},
                    "voice": {"anyOf": [voice, _object({"id": voice}, "id")]},
                    "response_format": {"enum": list(MEDIA_TYPES), "default": "mp3"},
                    "speed": speed,
                    "stream_format": {"enum": ["audio", "sse"], "default": "audio"},
                },
                "input",
            ),
            "examples": [
                {"model": "tts-1", "voice": "nam", "input": "Cầu dài 1,5 km đã thông xe."},
                {"input": "Một câu.", "response_format": "wav", "stream_format": "sse"},
            ],
        },
        "Order": {
            **_object(
                {
                    **sources,
                    "voice": voice,
                    "speed": speed,
                    "webhook": {"type": "string", "description": "Is let know once it is over."},
                    "options": options,
                }
            ),
            **one,
            "examples": [
                {"text": ARTICLE, "voice": "nu", "options": {"without": ["byline"]}},
                {"html": "<h1>Đèn mới</h1><p>Con đường đã có đèn.</p>", "speed": 1.25},
            ],
        },
        "Source": {
            **_object({**sources, "options": options}),
            **one,
            "examples": [{"text": ARTICLE}],
        },
        "Explain": {
            **_object({**sources, "voice": voice, "options": options}),
            **one,
            "examples": [{"text": ARTICLE, "options": {"captions": True}}],
        },
        "Text": {
            **_object(
                {
                    "text": {"type": "string", "maxLength": limits.characters},
                    "accent": {"enum": list(ACCENTS), "default": ACCENTS[0]},
                },
                "text",
            ),
            "examples": [{"text": "Ngày 9/2/2024", "accent": "southern"}],
        },
        "Listen": _object({"source": TEXT, "url": TEXT, "text": TEXT, "keep": TEXT}),
        "Site": _object({"url": TEXT, "voice": TEXT}, "url"),
        "Token": _object({"token": TEXT, "to": TEXT}, "token"),
        **_answers(),
    }


def _answers() -> dict[str, Schema]:
    model = _object({"id": TEXT, "object": TEXT, "created": WHOLE, "owned_by": TEXT}, "id")
    told = _object(
        {
            "name": TEXT,
            "label": TEXT,
            "engine": TEXT,
            "gender": TEXT,
            "accent": TEXT,
            "usable": {"type": "boolean"},
            "reason": TEXT,
        },
        *("name", "engine", "usable"),
    )
    rewrite = _object(
        {
            "written": TEXT,
            "spoken": TEXT,
            "from": WHOLE,
            "to": WHOLE,
            "class": TEXT,
            "confidence": NUMBER,
        },
        *("written", "spoken", "from", "to", "class", "confidence"),
    )
    error = _object(
        {
            "message": TEXT,
            "type": TEXT,
            "param": {"type": ["string", "null"]},
            "code": TEXT,
        },
        *("message", "type", "code"),
    )
    parts = ("cuts", "repairs", "left_out", "rewrites", "doubtful", "blocks")
    maybe = {"type": ["string", "null"]}
    return {
        "Health": _object({"status": {"const": "ok"}}, "status"),
        "Ready": _object({"ready": {"type": "boolean"}}, "ready"),
        "Model": model,
        "Models": _object({"object": TEXT, "data": _rows(model)}, "data"),
        "Voices": _object({"version": WHOLE, "voices": _rows(told)}, "version", "voices"),
        "Job": _object(
            {
                "id": TEXT,
                "state": {"enum": list(STATES)},
                "title": TEXT,
                "voice": TEXT,
                "seconds": NUMBER,
                "events": TEXT,
                "listen": TEXT,
                "sound": TEXT,
                "recording": maybe,
                "audio": maybe,
                "error": TEXT,
                "webhooks": _rows({"enum": ["waiting", "due", "sent", "given up"]}),
            },
            *("id", "state", "title", "voice", "seconds", "events", "listen", "recording"),
        ),
        "Article": _object(
            {
                "version": WHOLE,
                "title": TEXT,
                "published": maybe,
                "blocks": _rows({"type": "object"}),
                "cuts": _rows({"type": "object"}),
            },
            *("version", "title", "blocks", "cuts"),
            more=True,
        ),
        "Explanation": _object(
            {"version": WHOLE, **{part: _rows({"type": "object"}) for part in parts}},
            *("version", *parts),
        ),
        "Spoken": _object(
            {"written": TEXT, "spoken": TEXT, "rewrites": _rows(rewrite)},
            *("written", "spoken", "rewrites"),
        ),
        "Heard": _object({"listen": TEXT, "title": TEXT}, "listen", "title"),
        "Problem": _object(
            {
                "type": TEXT,
                "title": TEXT,
                "status": WHOLE,
                "code": TEXT,
                "fields": {"type": "object"},
            },
            *("type", "title", "status", "code"),
        ),
        "OpenAIError": _object({"error": error}, "error"),
    }


def _object(properties: dict[str, Schema], *required: str, more: bool = False) -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": more}
    return {**found, "required": list(required)} if required else found


def _rows(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}
