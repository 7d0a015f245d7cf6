-- State-changing calls that are being served; a row older than a minute is of a process that died.
CREATE TABLE pending_call (
    call_id    uuid PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now(),
    -- the first part of its audit record
    call       json NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX pending_call_started_at ON pending_call (started_at);

-- Idempotency-Key: one row for each key of a caller, for a day.
CREATE TABLE idempotent_call (
    caller      text NOT NULL,
    key         text NOT NULL,
    -- HMAC-SHA-256 of method, path, query and body
    fingerprint bytea NOT NULL,
    call_id     uuid NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    -- status, headers and body, sealed; null while the call is being served
    answer      bytea,
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotent_call_expires_at ON idempotent_call (expires_at);
