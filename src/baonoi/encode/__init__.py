"""8. Code it: MP3, Opus, Vorbis, FLAC, WAV, AAC."""
