"""Receipts as documents, made from their frozen content alone."""
