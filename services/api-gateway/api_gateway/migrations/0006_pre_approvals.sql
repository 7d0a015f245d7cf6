-- What somebody else vouched for at a till, by PIN (ADR 0047). The secret has 256 random bits: a plain SHA-256 is enough.
CREATE TABLE approval (
    approval_id   uuid PRIMARY KEY,
    secret_hash   bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    operation     text NOT NULL,
    -- what may be done it to, such as refund/<id>
    target        text NOT NULL,
    site          text NOT NULL,
    till_id       uuid NOT NULL REFERENCES till ON DELETE CASCADE,
    -- of whoever asked
    session_id    uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    approver_id   uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    approver_name text NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    -- hash of the Idempotency-Key of the one call; a repetition of it is the same call
    used_for      bytea
);

CREATE INDEX approval_expires_at ON approval (expires_at);
