"""Use cases of the api-gateway itself; what belongs to other services is asked of them directly."""
