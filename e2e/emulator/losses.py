"""What the emulator was told to lose on the way, so that a test can see whether it would be noticed."""

import copy
import os
from typing import Any

KINDS = ("permission", "flag", "resource-policy")

_lost: set[str] = {kind for kind in os.environ.get("EMULATOR_LOSES", "").split(",") if kind}


def lose(kinds: list[str]) -> None:
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(KINDS)}")
    _lost.clear()
    _lost.update(kinds)


def loses(kind: str) -> bool:
    return kind in _lost


def lost() -> list[str]:
    return sorted(_lost)


def without_xray_statements(document: Any) -> Any:
    """A policy document whose statements for X-Ray are gone."""
    if not isinstance(document, dict):
        return document
    remaining = copy.deepcopy(document)
    statements = remaining.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    remaining["Statement"] = [statement for statement in statements if not _names_xray(statement)]
    return remaining


def _names_xray(statement: dict[str, Any]) -> bool:
    actions = statement.get("Action", [])
    actions = actions if isinstance(actions, list) else [actions]
    return any(str(action).lower().startswith("xray:") for action in actions)
