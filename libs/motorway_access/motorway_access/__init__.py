"""Who may do what, and where: the table role x operation, the caller of a request, and its way between services."""
