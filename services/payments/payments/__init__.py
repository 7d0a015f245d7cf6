"""The payments service: card payments through Stripe, and their books."""
