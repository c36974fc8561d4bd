"""Who is sampled when nobody upstream decided."""

import random
import re
import time
from typing import Any

from xray.account import current_account

_taken: dict[str, tuple[int, int]] = {}


def lambda_samples(function: str) -> bool:
    """One a second and five percent of the rest for each function, whatever the rules say."""
    return _from_reservoir(f"function {function}", 1) or random.random() < 0.05


def rules_sample(request: dict[str, str]) -> bool:
    """By the account's rules. `request` has ServiceName, ServiceType, Host, HTTPMethod, URLPath and ResourceARN."""
    rules = [record["SamplingRule"] for record in current_account().rules.values()]
    for rule in sorted(rules, key=lambda found: (found["Priority"], found["RuleName"])):
        # Attributes are the headers of a request; what is needed of them here is that rules with some don't match all.
        if not rule["Attributes"] and all(_matches(rule[key], value) for key, value in request.items()):
            return _from_reservoir(rule["RuleARN"], rule["ReservoirSize"]) or random.random() < rule["FixedRate"]
    return False


def _from_reservoir(name: str, size: int) -> bool:
    now = int(time.time())
    second, taken = _taken.get(name, (now, 0))
    taken = taken if second == now else 0
    _taken[name] = (now, taken + 1)
    return taken < size


def _matches(pattern: str, text: Any) -> bool:
    expression = "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.fullmatch(expression, str(text), re.IGNORECASE | re.DOTALL) is not None
