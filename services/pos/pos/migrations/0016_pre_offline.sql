-- What tills do without a line: their devices, and what these handed in.

ALTER TABLE site
    ADD COLUMN offline_max_sale_minor bigint NOT NULL DEFAULT 20000 CHECK (offline_max_sale_minor >= 0),
    ADD COLUMN offline_max_age_s      integer NOT NULL DEFAULT 86400 CHECK (offline_max_age_s >= 0),
    ADD COLUMN offline_max_operations integer NOT NULL DEFAULT 200 CHECK (offline_max_operations >= 0);

-- NULL: of an offline slip for no sale that is known.
ALTER TABLE receipt ALTER COLUMN sale_id DROP NOT NULL;

-- Its row is locked while something of it is booked. `pending`: what it has not handed in, as it said last.
CREATE TABLE offline_device (
    device_id     uuid PRIMARY KEY,
    site_id       text NOT NULL,
    till          text NOT NULL,
    name          text NOT NULL,
    ordinal       integer NOT NULL CHECK (ordinal > 0),
    series        text NOT NULL,
    last_number   bigint NOT NULL DEFAULT 0,
    last_hash     bytea NOT NULL CHECK (octet_length(last_hash) = 32),
    told_number   bigint NOT NULL DEFAULT 0,
    pending       integer NOT NULL DEFAULT 0 CHECK (pending >= 0),
    seen_at       timestamptz NOT NULL,
    registered_at timestamptz NOT NULL,
    registered_by text NOT NULL,
    UNIQUE (site_id, till, ordinal)
);

CREATE TABLE offline_operation (
    operation_id   uuid PRIMARY KEY,
    -- The order in which they were booked.
    entry          bigint GENERATED ALWAYS AS IDENTITY,
    device_id      uuid NOT NULL REFERENCES offline_device,
    number         bigint NOT NULL CHECK (number > 0),
    site_id        text NOT NULL,
    till           text NOT NULL,
    series         text NOT NULL,
    kind           text NOT NULL,
    outcome        smallint NOT NULL,
    reasons        text[] NOT NULL,
    words          text NOT NULL,
    sale_id        text NOT NULL,
    receipt_id     text NOT NULL,
    receipt_number bigint NOT NULL,
    shift_id       text NOT NULL,
    cash_minor     bigint NOT NULL,
    owed_minor     bigint NOT NULL,
    currency       text NOT NULL,
    cashier        text NOT NULL,
    at             timestamptz,
    handed_in_by   text NOT NULL,
    handed_in_at   timestamptz NOT NULL,
    -- As the device made it; text, since the hash is over it.
    document       text NOT NULL,
    previous_hash  bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash           bytea NOT NULL CHECK (octet_length(hash) = 32),
    resolution     text NOT NULL DEFAULT '',
    resolved_by    text NOT NULL DEFAULT '',
    resolved_at    timestamptz,
    UNIQUE (device_id, number)
);

CREATE INDEX offline_operation_newest ON offline_operation (site_id, entry DESC);
CREATE INDEX offline_operation_open ON offline_operation (site_id, entry DESC) WHERE outcome <> 1 AND resolved_at IS NULL;
