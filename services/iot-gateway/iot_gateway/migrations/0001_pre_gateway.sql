CREATE TABLE device (
    device_id         uuid PRIMARY KEY,
    site              text NOT NULL,
    label             text NOT NULL,
    serial_number     text NOT NULL UNIQUE,
    certificate_pem   text NOT NULL,
    enrolled_at       timestamptz NOT NULL,
    expires_at        timestamptz NOT NULL,
    revoked_at        timestamptz,
    revocation_reason text NOT NULL DEFAULT '',
    idempotency_key   text NOT NULL UNIQUE,
    request_hash      bytea NOT NULL
);
CREATE INDEX device_site ON device (site, device_id DESC);

CREATE TABLE controller (
    site             text PRIMARY KEY,
    online           boolean NOT NULL,
    software_version text NOT NULL,
    changed_at       timestamptz NOT NULL,
    last_seen_at     timestamptz,
    version          bigint NOT NULL
);

-- The record that a (site, pump, sequence) was taken, and as what.
CREATE TABLE fuelling_transaction (
    site        text NOT NULL,
    pump        integer NOT NULL,
    sequence    bigint NOT NULL,
    payload     bytea NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (site, pump, sequence)
);

-- The highest sequence up to which nothing is missing.
CREATE TABLE transaction_watermark (
    site     text NOT NULL,
    pump     integer NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (site, pump)
);

CREATE TABLE quarantine (
    quarantine_id uuid PRIMARY KEY,
    received_at   timestamptz NOT NULL,
    site          text NOT NULL,
    topic         text NOT NULL,
    reason        text NOT NULL,
    detail        text NOT NULL,
    content_type  text NOT NULL,
    payload       bytea NOT NULL,
    payload_size  bigint NOT NULL,
    -- What a resend of the same message has in common with it; null when the sender does not number its messages.
    fingerprint   bytea UNIQUE
);
CREATE INDEX quarantine_site ON quarantine (site, quarantine_id DESC);
CREATE INDEX quarantine_received_at ON quarantine (received_at);
