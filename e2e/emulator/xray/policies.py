"""Resource policies, by which X-Ray lets other services send segments."""

import json
import time
from typing import Any

from .account import current_account
from .errors import XRayError

_MOST_POLICIES = 5
_LARGEST_POLICY = 5120
_STATEMENT_KEYS = ("Effect", "Principal", "Action", "Resource")


def put_resource_policy(request: dict[str, Any]) -> dict[str, Any]:
    name, document = request["PolicyName"], request["PolicyDocument"]
    policies = current_account().policies
    _check_document(document)
    known = policies.get(name)
    _check_revision(request, known)
    if known is None and len(policies) >= _MOST_POLICIES:
        raise XRayError("PolicyCountLimitExceededException", f"no more than {_MOST_POLICIES} resource policies")
    policies[name] = {
        "PolicyName": name,
        "PolicyDocument": document,
        "PolicyRevisionId": str(int(known["PolicyRevisionId"]) + 1 if known else 1),
        "LastUpdatedTime": time.time(),
    }
    return {"ResourcePolicy": policies[name]}


def delete_resource_policy(request: dict[str, Any]) -> dict[str, Any]:
    policies = current_account().policies
    known = policies.get(request["PolicyName"])
    if known is None:
        raise XRayError("InvalidRequestException", f"no resource policy {request['PolicyName']}")
    _check_revision(request, known)
    del policies[request["PolicyName"]]
    return {}


def list_resource_policies(_request: dict[str, Any]) -> dict[str, Any]:
    return {"ResourcePolicies": list(current_account().policies.values())}


def _check_revision(request: dict[str, Any], known: dict[str, Any] | None) -> None:
    wanted = request.get("PolicyRevisionId")
    if wanted is not None and wanted != (known["PolicyRevisionId"] if known else "0"):
        raise XRayError("InvalidPolicyRevisionIdException", "the policy was changed in the meantime")


def _check_document(document: str) -> None:
    if len(document.encode()) > _LARGEST_POLICY:
        raise XRayError("PolicySizeLimitExceededException", f"a policy has at most {_LARGEST_POLICY} bytes")
    try:
        policy = json.loads(document)
    except ValueError:
        raise _malformed("the document is not JSON") from None
    statements = policy.get("Statement") if isinstance(policy, dict) else None
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list) or not statements:
        raise _malformed("the document has no statement")
    for statement in statements:
        missing = [key for key in _STATEMENT_KEYS if not isinstance(statement, dict) or key not in statement]
        if missing:
            raise _malformed(f"a statement lacks {', '.join(missing)}")
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        if any(not str(action).lower().startswith("xray:") for action in actions):
            raise _malformed("only actions of X-Ray are allowed")


def _malformed(message: str) -> XRayError:
    return XRayError("MalformedPolicyDocumentException", message)
