"""Reads figures as the client library of Prometheus reads them, and prints them as one JSON object: name and labels, value.

Arguments: `plain` or `openmetrics`, and a file.
"""
import json
import sys

from prometheus_client import parser
from prometheus_client.openmetrics import parser as strict

form, path = sys.argv[1:]
with open(path, encoding="utf-8", newline="") as file:
    text = file.read()
families = list((strict if form == "openmetrics" else parser).text_string_to_metric_families(text))
named = [family.name for family in families]
assert len(named) == len(set(named)), "a family stands twice"
assert all(family.documentation and family.type != "unknown" for family in families), "a family without help or type"
figures = {}
for family in families:
    for sample in family.samples:
        key = sample.name + json.dumps(sample.labels, sort_keys=True)
        assert key not in figures, key + " stands twice"
        figures[key] = sample.value
print(json.dumps(figures))
