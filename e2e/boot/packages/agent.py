#!/usr/bin/python3
"""Stands in for the CloudWatch agent: has the ports that stand in the files of its folder for configurations."""

import json
import signal
import socket
import sys
from pathlib import Path

CONFIGURATIONS = Path("/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d")

open_sockets = []
for file in sorted(CONFIGURATIONS.iterdir()):
    collected = json.loads(file.read_text()).get("traces", {}).get("traces_collected", {})
    if "xray" in collected:
        host, _, port = collected["xray"]["bind_address"].rpartition(":")
        segments = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        segments.bind((host, int(port)))
        open_sockets.append(segments)
    for endpoint in collected.get("otlp", {}).values():
        host, _, port = endpoint.rpartition(":")
        open_sockets.append(socket.create_server((host, int(port))))
if not open_sockets:
    sys.exit("no configuration has anything to collect")
signal.pause()
