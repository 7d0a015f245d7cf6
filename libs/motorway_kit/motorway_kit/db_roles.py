"""A database whose application does not own it: it works with rows, and cannot change tables or their protection."""


def application_grants(database: str, owner: str, application: str) -> str:
    """SQL to run in the database, as its owner or above, before its first migration; may be repeated.

    Whatever the owner's migrations make from then on is the application's to use, unless they take that back.
    """
    whole, owner, application = (f'"{name}"' for name in (database, owner, application))
    defaults = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
    return f"""
        REVOKE ALL ON DATABASE {whole} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {whole} TO {application};
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {application};
        {defaults} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application};
        {defaults} USAGE ON SEQUENCES TO {application};
    """
