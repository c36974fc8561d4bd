"""Quotas for clients that sample, and the statistics that they report."""

import math
import time
from typing import Any

from .account import Record, current_account

_QUOTA_SECONDS = 300
_REPORT_SECONDS = 10
_CLIENT_GONE_AFTER = 30


def get_sampling_targets(request: dict[str, Any]) -> dict[str, Any]:
    account = current_account()
    targets: list[Record] = []
    unprocessed: list[Record] = []
    for document in request["SamplingStatisticsDocuments"]:
        record = account.rules.get(document["RuleName"])
        if record is None:
            unprocessed.append({
                "RuleName": document["RuleName"], "ErrorCode": "RuleNotFound", "Message": "no such sampling rule",
            })
            continue
        account.sampling_statistics.append({**document, "ReceivedAt": time.time()})
        targets.append(_target(record["SamplingRule"]))
    return {
        "SamplingTargetDocuments": targets,
        "LastRuleModification": account.rules_modified_at,
        "UnprocessedStatistics": unprocessed,
    }


def _target(rule: Record) -> Record:
    """The reservoir, shared evenly among the clients that reported of late."""
    since = time.time() - _CLIENT_GONE_AFTER
    clients = {
        document["ClientID"] for document in current_account().sampling_statistics
        if document["RuleName"] == rule["RuleName"] and document["ReceivedAt"] > since
    }
    return {
        "RuleName": rule["RuleName"],
        "FixedRate": rule["FixedRate"],
        "ReservoirQuota": math.ceil(rule["ReservoirSize"] / max(1, len(clients))),
        "ReservoirQuotaTTL": time.time() + _QUOTA_SECONDS,
        "Interval": _REPORT_SECONDS,
    }


def get_sampling_statistic_summaries(_request: dict[str, Any]) -> dict[str, Any]:
    sums: dict[str, Record] = {}
    for document in current_account().sampling_statistics:
        summary = sums.setdefault(document["RuleName"], {
            "RuleName": document["RuleName"], "Timestamp": document["Timestamp"],
            "RequestCount": 0, "BorrowCount": 0, "SampledCount": 0,
        })
        for count in ("RequestCount", "BorrowCount", "SampledCount"):
            summary[count] += document.get(count, 0)
    return {"SamplingStatisticSummaries": list(sums.values())}
