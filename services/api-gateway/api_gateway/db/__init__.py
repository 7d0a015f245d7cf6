"""The SQL of the api-gateway's own tables."""
