"""What the edge counts."""

from prometheus_client import Counter, Gauge

refused = Counter("motorway_rate_limit_refused", "Requests over a rate limit", ["kind"])
tracked = Gauge("motorway_rate_limit_tracked", "Addresses and callers that are being counted")
shared = Gauge("motorway_rate_limit_shared", "1 while the limits hold for all replicas together, 0 for each alone")
