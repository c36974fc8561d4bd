"""Trace headers handed on, and the segments that AWS services send themselves."""
