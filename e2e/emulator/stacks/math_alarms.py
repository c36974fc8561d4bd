"""Alarms on metric math: kept with their expressions, never evaluated."""

from typing import Any

from ministack.services.cloudformation import provisioners

_NEVER = {"MetricName": "MetricMath", "Namespace": "Recorded"}


def install() -> None:
    record = provisioners._cw_metric_alarm_record

    def recording(name: str, properties: dict[str, Any]) -> dict[str, Any]:
        metrics = properties.get("Metrics")
        if not metrics:
            return record(name, properties)
        others = {key: value for key, value in properties.items() if key != "Metrics"}
        return {**record(name, {**others, **_NEVER}), "Metrics": metrics}

    provisioners._cw_metric_alarm_record = recording
