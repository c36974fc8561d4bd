"""What a role or a resource policy allows, by the emulator's own IAM evaluator."""

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, evaluate
from ministack.core.responses import get_account_id, get_region

SEND_SEGMENTS = "xray:PutTraceSegments"


def role_allows(role_arn: str, action: str) -> bool:
    account, role = role_arn.split(":")[4], role_arn.split("/")[-1]
    context = EvalContext(role_arn, "AssumedRole", account, action, "*", get_region())
    policies = iam_evaluator._gather_role_policies(role, account)
    return evaluate(context, policies).decision == "Allow"


def policies_allow_service(documents: list[Any], service: str, action: str, source_arn: str) -> bool:
    """Whether resource policies let a service act for one of its resources in this account."""
    keys = {"aws:sourcearn": source_arn, "aws:sourceaccount": get_account_id()}
    context = EvalContext(
        service, "Service", get_account_id(), action, "*", get_region(), service_context=keys,
    )
    decisions = [
        iam_evaluator.evaluate_resource_policy(document, context, service=service).decision for document in documents
    ]
    return "Deny" not in decisions and "Allow" in decisions
