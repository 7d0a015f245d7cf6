"""What every service needs, and not one word about fuel."""
