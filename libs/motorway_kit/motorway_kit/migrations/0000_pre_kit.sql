CREATE TABLE outbox (
    id          uuid PRIMARY KEY,
    type        text NOT NULL,
    subject     text NOT NULL,
    body        bytea NOT NULL,
    traceparent text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE inbox (
    event_id    text PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX inbox_received_at ON inbox USING brin (received_at);
