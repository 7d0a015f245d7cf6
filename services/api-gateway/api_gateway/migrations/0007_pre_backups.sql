-- Copies of the whole installation that are known to be good; written by deploy/backup when one is complete.
CREATE TABLE backup_run (
    name        text PRIMARY KEY,
    -- The instant of all databases.
    at          timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    size_bytes  bigint NOT NULL CHECK (size_bytes > 0),
    -- It was restored beside the originals, and counted.
    proven      boolean NOT NULL
);
