"""Brings receipts from a till in the browser to the printer beside it. Only Python's own library is needed."""
