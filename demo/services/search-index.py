"""Writes the index that the search of the web site reads."""
import json
import os
import urllib.request

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.urllib import URLLibInstrumentor
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

# Without an endpoint of its own the exporter sends to port 4318 of this machine, where the collector listens.
provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "search-index"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
URLLibInstrumentor().instrument()

with trace.get_tracer("search-index").start_as_current_span("write index", kind=trace.SpanKind.SERVER):
    with urllib.request.urlopen(os.environ["API_URL"] + "products?limit=100", timeout=10) as answer:
        products = json.load(answer)["products"]
    words = {}
    for product in products:
        for word in product["title"].lower().split():
            words.setdefault(word, []).append(product["productId"])
    with open(os.environ["INDEX"], "w", encoding="utf-8") as index:
        json.dump(words, index)

provider.shutdown()
