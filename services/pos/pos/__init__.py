"""Sites and their equipment."""
