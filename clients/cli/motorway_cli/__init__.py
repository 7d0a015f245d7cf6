"""`motorway`: the platform from a terminal. It talks to the API as any client does."""
