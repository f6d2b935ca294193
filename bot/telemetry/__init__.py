"""The desk seen from outside: metrics for Prometheus, traces over OTLP. Both are off unless a setting asks for them."""
