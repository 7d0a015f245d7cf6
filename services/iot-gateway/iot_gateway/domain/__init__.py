"""The rules: what topics and messages of a site controller mean, and when they are refused."""
