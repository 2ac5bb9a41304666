"""What an engine on this machine says when its model or its runtime fails.

Neither onnxruntime nor the libraries around it have a common base of their errors: whatever a
broken package or file makes of them is the cause.
"""

from __future__ import annotations

from pathlib import Path

from baonoi.errors import SynthesisError, VoiceError
from baonoi.model import SpokenText, Voice
from baonoi.told import Told


def unloadable(path: Path, error: Exception) -> VoiceError:
    """That a voice's files cannot be loaded, and why."""
    return VoiceError(
        Told("{path} cannot be loaded: {reason}", path=str(path), reason=str(error)), "model-broken"
    )


def unsaid(voice: Voice, text: SpokenText, error: Exception) -> SynthesisError:
    """That a voice could not say a sentence, and why."""
    return SynthesisError(
        Told(
            "{voice} could not say ({reason}): {text}",
            voice=voice.name,
            reason=str(error),
            text=text.written[:80],
        ),
        "voice-failed",
    )
