"""Settings for tracing that the emulator drops or does not check."""
