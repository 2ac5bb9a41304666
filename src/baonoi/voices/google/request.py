"""One request to Google's voice: gTTS writes it, and a session of our own sends it.

gTTS itself sends without checking certificates and without a time limit; it is imported when the
first request is made.
"""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING

from baonoi.store.patterns import compile_pattern
from baonoi.told import Told
from baonoi.voices.online.answer import LARGEST
from baonoi.voices.online.service import TransientError, proxy_refusal, refusal

if TYPE_CHECKING:
    import requests

PATH = "_/TranslateWebserverUi/data/batchexecute"
_AUDIO = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=_-]*)\\"')
_DECLINED = re.compile(rb'"jQ1olc",null')
_TUNNEL = compile_pattern(r"Tunnel connection failed: (\d{3})")
"""How ``http.client`` tells that a proxy refused."""


class DeclinedError(TransientError):
    """The service understood the request and did not say it; or it answered without audio."""

    def __init__(self, reason: str, *, told: bool) -> None:
        super().__init__(reason, outdated=True)
        self.told = told
        """Whether it said so itself."""


def new_session() -> requests.Session:
    """A session that keeps its connection and checks certificates."""
    import requests
    from gtts import gTTS

    session = requests.Session()
    session.headers.update(gTTS.GOOGLE_TTS_HEADERS)
    return session


def ask(session: requests.Session, text: str, *, idle_time: float, total_time: float) -> bytes:
    """Have ``text`` said; an MP3.

    Args:
        session: of the calling thread; it goes through the proxy that the environment names.
        text: plain text; at most as much as the service takes at a time.
        idle_time: seconds until a connection stands, and until the answer goes on.
        total_time: seconds for everything, however slowly the answer drips.

    Raises:
        DeclinedError: it is not said.
        TransientError: there is no whole answer.
    """
    import requests
    import urllib3
    from gtts import tts

    # No tokenizer of its own: the text is packed already.
    speech = tts.gTTS(text, lang="vi", lang_check=False, pre_processor_funcs=[])
    speech.GOOGLE_TTS_MAX_CHARS = len(text)
    (body,) = speech.get_bodies()
    url = tts._translate_url(tld="com", path=PATH)
    deadline = time.monotonic() + total_time
    try:
        silence = min(idle_time, total_time)
        with session.post(url, data=body, timeout=(silence, silence), stream=True) as response:
            if response.status_code in (400, 413):
                reason = f"it does not say this (HTTP {response.status_code})"
                raise DeclinedError(reason, told=True)
            if response.status_code != 200:
                raise refusal(response.status_code, response.headers.get("Retry-After"))
            content = _read(response, deadline)
    except requests.exceptions.SSLError as error:
        if "CERTIFICATE_VERIFY" in str(error):
            raise TransientError(
                Told("its certificate cannot be trusted"), passing=False
            ) from error
        raise TransientError(Told("the connection failed ({reason})", reason="TLS")) from error
    except requests.exceptions.ProxyError as error:
        if refused := _TUNNEL.search(str(error)):
            raise proxy_refusal(int(refused[1])) from error
        raise TransientError(Told("the proxy before it cannot be reached")) from error
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise TransientError(Told("it did not answer in time")) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
        raise TransientError(
            Told("the connection failed ({reason})", reason=type(error).__name__)
        ) from error
    return _audio(content)


def _read(response: requests.Response, deadline: float) -> bytes:
    content = bytearray()
    # What is there, however little: a read of a whole block would wait for a slow drip.
    while chunk := response.raw.read1(65536, decode_content=True):
        content += chunk
        if len(content) > LARGEST:
            raise TransientError(Told("it sent far more than was asked for"), passing=False)
        if time.monotonic() > deadline:
            raise TransientError(Told("it did not answer in time"))
    return bytes(content)


def _audio(content: bytes) -> bytes:
    found = _AUDIO.search(content)
    if found is None or not found[1]:
        if not content.strip():
            raise TransientError(Told("it sent an empty answer"))
        if b"jQ1olc" not in content:  # a page to sign in to this network, or another
            raise TransientError(Told("it sent something else than an answer"), outdated=True)
        raise DeclinedError(Told("it sent no audio"), told=bool(_DECLINED.search(content)))
    try:
        return base64.b64decode(found[1], validate=True)
    except ValueError as error:
        raise TransientError(Told("it sent audio that cannot be decoded")) from error
