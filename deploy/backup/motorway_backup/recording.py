"""The api-gateway tells how old the newest good copy is; here it is told."""

from motorway_backup.manifest import Manifest
from motorway_backup.postgresql import Server

RECORD = """
INSERT INTO backup_run (name, at, finished_at, size_bytes, proven) VALUES (%s, %s, now(), %s, %s)
ON CONFLICT (name) DO NOTHING
"""


def record(server: Server, copy: Manifest) -> None:
    """Raises psycopg.Error."""
    with server.connect("api_gateway") as conn:
        conn.execute(RECORD, [copy.name, copy.at, copy.size, copy.proven])
