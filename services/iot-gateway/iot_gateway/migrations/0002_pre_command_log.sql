CREATE TABLE command_log (
    command_id      uuid PRIMARY KEY,
    site            text NOT NULL,
    -- 0: the whole site.
    pump            integer NOT NULL,
    kind            text NOT NULL,
    actor           text NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    request_hash    bytea NOT NULL,
    command         bytea NOT NULL,
    -- The last time that it was sent or should have been.
    sent_at         timestamptz NOT NULL,
    answered_at     timestamptz,
    outcome         text NOT NULL CHECK (outcome IN ('UNKNOWN', 'ACCEPTED', 'REFUSED', 'NOT_SENT')),
    refusal_code    bigint NOT NULL DEFAULT 0,
    refusal_reason  text NOT NULL DEFAULT '',
    response        bytea NOT NULL DEFAULT '',
    CHECK ((answered_at IS NOT NULL) = (outcome IN ('ACCEPTED', 'REFUSED')))
);
CREATE INDEX command_log_site ON command_log (site, command_id DESC);
CREATE INDEX command_log_sent_at ON command_log USING brin (sent_at);
