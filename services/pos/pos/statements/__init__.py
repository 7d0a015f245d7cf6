"""Statements of accounts as documents, made from their frozen content alone."""
