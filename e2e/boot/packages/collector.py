#!/usr/bin/python3
"""Stands in for the OpenTelemetry collector: reads its configuration and has the ports that stand there."""

import signal
import socket
import sys

import yaml

KNOWN = {"extensions", "receivers", "processors", "exporters", "connectors", "service"}

if len(sys.argv) != 3 or sys.argv[1] != "--config":
    sys.exit("usage: --config FILE")
with open(sys.argv[2], encoding="utf-8") as file:
    configuration = yaml.safe_load(file)
unknown = set(configuration) - KNOWN
if unknown:
    sys.exit(f"unknown keys: {', '.join(sorted(unknown))}")

receivers = configuration["receivers"]
host, _, port = receivers["awsxray"]["endpoint"].rpartition(":")
segments = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
segments.bind((host, int(port)))
protocols = receivers["otlp"]["protocols"]
listeners = [socket.create_server((host, int(port))) for host, _, port in (protocols[name]["endpoint"].rpartition(":") for name in ("grpc", "http"))]
print("everything is ready", flush=True)
signal.pause()
