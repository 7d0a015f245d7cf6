"""What Stripe's objects are and become: pure functions on plain dictionaries, which nobody changes in place."""
