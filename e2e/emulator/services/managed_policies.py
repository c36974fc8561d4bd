"""AWS's managed policies for X-Ray that the emulator does not know."""

import json

from ministack.services import iam

_SEND = [
    "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
]
_ACTIONS = {"AWSXrayWriteOnlyAccess": _SEND, "AWSXrayFullAccess": ["xray:*"]}


def install() -> None:
    for name, actions in _ACTIONS.items():
        document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": ["*"]}]}
        arn = f"{iam._AWS_MANAGED_POLICY_PREFIX}{name}"
        iam._aws_managed_policies[arn] = iam._make_aws_managed_record(name, json.dumps(document), name)
