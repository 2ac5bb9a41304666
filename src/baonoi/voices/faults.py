"""What an engine on this machine says when its model or its runtime fails.

Neither onnxruntime nor the libraries around it have a common base of their errors: whatever a
broken package or file makes of them is the cause.
"""

from __future__ import annotations

from pathlib import Path

from baonoi.errors import SynthesisError, VoiceError
from baonoi.model import SpokenText, Voice


def unloadable(path: Path, error: Exception) -> VoiceError:
    """That a voice's files cannot be loaded, and why."""
    return VoiceError(
        f"{path} cannot be loaded: {error}", "model-broken", path=str(path), reason=str(error)
    )


def unsaid(voice: Voice, text: SpokenText, error: Exception) -> SynthesisError:
    """That a voice could not say a sentence, and why."""
    return SynthesisError(
        f"{voice.name} could not say ({error}): {text.written[:80]}",
        "voice-failed",
        voice=voice.name,
        reason=str(error),
        text=text.written[:80],
    )
