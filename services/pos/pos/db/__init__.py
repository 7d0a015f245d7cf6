"""SQL and row mapping."""
