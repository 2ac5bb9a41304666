"""Microsoft's licensed speech service (Azure AI Speech) as voices of Báo Nói.

``AZURE_SPEECH_KEY`` and ``AZURE_SPEECH_REGION`` (such as ``southeastasia``) are those of a Speech
resource. ``AZURE_SPEECH_ENDPOINT`` names another address: a private one, or a container of one's
own. A sentence is a request.
"""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from baonoi.errors import StoppedError, SynthesisError
from baonoi.model import Clip, Gender, Passage, SpokenText, Voice
from baonoi.voices import Availability

if TYPE_CHECKING:
    import requests

KEY, REGION, ENDPOINT = "AZURE_SPEECH_KEY", "AZURE_SPEECH_REGION", "AZURE_SPEECH_ENDPOINT"
RATE = 24_000
FORMAT = "raw-24khz-16bit-mono-pcm"
"""As samples: nothing to decode, and nothing that an encoder puts before and after."""
TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and until the answer comes or goes on."""
TRIES = 4
PAUSE = 0.5
"""Seconds before the second try, doubled before each further one; where the service says how long
to wait (``Retry-After``), so long."""
BUSY = (429, 500, 502, 503, 504)
VOICES: dict[str, tuple[str, Gender, str]] = {
    "azure-nam-minh": ("Giọng nam (Nam Minh, Azure)", "male", "vi-VN-NamMinhNeural"),
    "azure-hoai-my": ("Giọng nữ (Hoài My, Azure)", "female", "vi-VN-HoaiMyNeural"),
}
SSML = (
    '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis"'
    ' xmlns:mstts="https://www.w3.org/2001/mstts" xml:lang="vi-VN"><voice name="{voice}">'
    '<mstts:silence type="Leading-exact" value="0ms"/>'
    '<mstts:silence type="Tailing-exact" value="0ms"/>'
    '<prosody rate="{rate:+.0f}%">{text}</prosody></voice></speak>'
)


class AzureEngine:
    """The service, asked by a few threads at once."""

    name = "azure"
    at_once = 4
    online = True

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._own = threading.local()

    @property
    def version(self) -> str:
        """Of what is asked for. What the voice sounds like is the service's affair."""
        return f"1/{self._speed:g}"

    def voices(self) -> Sequence[Voice]:
        """A man and a woman of the north, before the same voices through edge-tts."""
        return [
            Voice(name, label, self.name, gender, rank=5, says_foreign=True)
            for name, (label, gender, _) in VOICES.items()
        ]

    def availability(self, voice: Voice) -> Availability:
        """Whether there is a key and an address; whether both are right shows when it speaks."""
        if not os.environ.get(KEY):
            return Availability(False, f"{KEY} is not set", "Get a key: see Azure AI Speech.")
        if not _address():
            return Availability(False, f"{REGION} is not set", "Set it to your resource's region.")
        return Availability(True)

    def at_speed(self, speed: float) -> AzureEngine:
        """The service speaks faster or slower itself."""
        return AzureEngine(speed)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """Say each passage, a sentence at a time.

        Raises:
            SynthesisError: the service does not take a sentence, or says nothing.
            StoppedError: it refuses the key, is busy for long, or cannot be reached.
        """
        import numpy as np

        from baonoi.voices.sound import Sound, speech_bounds

        for passage in passages:
            pcm = bytearray()
            ends = array("i")
            for sentence in passage.sentences:
                said = self._ask(sentence, voice)
                sound = Sound(np.frombuffer(said, "<i2", len(said) // 2), RATE)
                start, end = speech_bounds(sound)
                pcm += sound.samples[start:end].tobytes()
                ends.append(len(pcm) // 2)
            yield Clip(bytes(pcm), RATE, ends, array("i"), voice.name)

    def close(self) -> None:
        """Let the connections go."""
        self._own = threading.local()

    def _ask(self, sentence: SpokenText, voice: Voice) -> bytes:
        import requests

        text = escape(sentence.spoken)
        body = SSML.format(voice=VOICES[voice.name][2], rate=(self._speed - 1) * 100, text=text)
        headers = {
            "Ocp-Apim-Subscription-Key": os.environ.get(KEY, ""),
            "Content-Type": "application/ssml+xml",
            "X-Microsoft-OutputFormat": FORMAT,
            "User-Agent": "baonoi-azure",
        }
        try:
            answer = self._session().post(
                _address(), body.encode("utf-8"), headers=headers, timeout=TIMEOUT
            )
        except requests.RequestException as error:
            reason = type(error).__name__
            raise StoppedError(f"Azure cannot be reached ({reason}).", "azure-gone") from error
        if answer.status_code in (401, 403, *BUSY):
            raise StoppedError(f"Azure refuses (HTTP {answer.status_code}).", "azure-refuses")
        if answer.status_code != 200 or len(answer.content) < 2:
            raise SynthesisError(
                f"Azure did not say (HTTP {answer.status_code}): {sentence.written[:80]}",
                "azure-silent",
            )
        return answer.content

    def _session(self) -> requests.Session:
        """The calling thread's own, which keeps its connection and tries again."""
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3 import Retry

        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            retry = Retry(
                TRIES - 1,
                status_forcelist=BUSY,
                allowed_methods=["POST"],
                backoff_factor=PAUSE,
                raise_on_status=False,
            )
            for scheme in ("http://", "https://"):
                self._own.session.mount(scheme, HTTPAdapter(max_retries=retry))
        session: requests.Session = self._own.session
        return session


def _address() -> str:
    endpoint = os.environ.get(ENDPOINT)
    if not endpoint and (region := os.environ.get(REGION)):
        endpoint = f"https://{region}.tts.speech.microsoft.com"
    return f"{endpoint.rstrip('/')}/cognitiveservices/v1" if endpoint else ""
