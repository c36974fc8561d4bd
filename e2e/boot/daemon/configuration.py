"""What the daemon takes from its configuration file, and what it exits for, as the real one (3.6.6) does when it is run."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any

import yaml

Schema = dict[str, "type | Schema"]

SCHEMA: Schema = {
    "Version": int,
    "Region": str,
    "Socket": {"UDPAddress": str, "TCPAddress": str},
    "TotalBufferSizeMB": int,
    "Concurrency": int,
    "Endpoint": str,
    "NoVerifySSL": bool,
    "Logging": {"LogRotation": bool, "LogPath": str, "LogLevel": str},
    "LocalMode": bool,
    "ResourceARN": str,
    "RoleARN": str,
    "ProxyAddress": str,
}

MIN_BUFFER_MIB = 3


class Refused(Exception):
    """The daemon can't start."""


@dataclass(frozen=True)
class Address:
    host: str
    port: int


@dataclass(frozen=True)
class Configuration:
    region: str
    endpoint: str
    local_mode: bool
    udp: Address
    tcp: Address


def read_configuration(path: str) -> Configuration:
    with open(path, encoding="utf-8") as file:
        try:
            values = yaml.safe_load(file)
        except yaml.YAMLError as error:
            raise Refused(f"Unable to parse the configuration file: {error}") from error
    _check(values, SCHEMA, "")
    if values.get("Version") != 2:
        raise Refused("Config Version is missing or not supported: 2 is")
    if 0 < values.get("TotalBufferSizeMB", 0) < MIN_BUFFER_MIB:
        raise Refused(f"Min Buffers Memory required: {MIN_BUFFER_MIB} MB")
    for name in ("RoleARN", "ProxyAddress"):
        if values.get(name):
            raise Refused(f"{name}: this stand-in can't do that")

    region = values.get("Region") or os.environ.get("AWS_REGION", "")
    if not region:
        raise Refused("Cannot fetch region variable from config file, environment variables and ec2 metadata")
    socket = values.get("Socket", {})
    return Configuration(
        region=region,
        endpoint=values.get("Endpoint") or f"https://xray.{region}.amazonaws.com",
        local_mode=values.get("LocalMode", False),
        udp=_address(socket.get("UDPAddress", "127.0.0.1:2000")),
        tcp=_address(socket.get("TCPAddress", "127.0.0.1:2000")),
    )


def _check(values: Any, schema: Schema, where: str) -> None:
    if not isinstance(values, dict):
        raise Refused(f"{where or 'the file'} must be a mapping")
    for key, value in values.items():
        expected = schema.get(key)
        if expected is None:
            raise Refused(f"unknown key {where}{key}")
        if isinstance(expected, dict):
            _check(value, expected, f"{where}{key}.")
        # isinstance would take True for a number
        elif type(value) is not expected:
            raise Refused(f"{where}{key} must be {expected.__name__}, got {value!r}")


def _address(text: str) -> Address:
    match = re.fullmatch(r"\[?([\w.:-]*?)\]?:(\d{1,5})", text)
    if match is None or int(match[2]) > 65535:
        raise Refused(f"not an address: {text}")
    return Address(match[1], int(match[2]))
