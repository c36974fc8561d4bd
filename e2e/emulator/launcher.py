"""Starts ministack with what it lacks for tracing."""

import ministack.app

import gateway
from services import buckets, functions, managed_policies, stages, state_machines, topics
from stacks import custom_resources, losing_types, math_alarms, networks, recorded_types, xray_types
from tracing import function_segments, rest_api_segments

_EXTENSIONS = (
    gateway,
    xray_types,
    recorded_types,
    math_alarms,
    networks,
    custom_resources,
    managed_policies,
    buckets,
    functions,
    stages,
    topics,
    state_machines,
    function_segments,
    rest_api_segments,
    # Last, for it comes before what the others put in front of the emulator's own.
    losing_types,
)


def main() -> None:
    for extension in _EXTENSIONS:
        extension.install()
    ministack.app.main()


if __name__ == "__main__":
    main()
