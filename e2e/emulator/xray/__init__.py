"""AWS X-Ray's API, as far as a tracing app needs it, kept in memory."""
