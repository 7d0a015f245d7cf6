-- Card readers, cards on file, disputes.

-- A site as Stripe Terminal knows it (tml_…).
CREATE TABLE terminal_location (
    site_id      text PRIMARY KEY,
    stripe_id    text NOT NULL,
    -- When its readers were last asked for.
    refreshed_at timestamptz
);

CREATE TABLE reader (
    reader_id       uuid PRIMARY KEY,
    site_id         text NOT NULL,
    till            text NOT NULL,
    label           text NOT NULL,
    -- Empty until Stripe has answered.
    stripe_id       text NOT NULL DEFAULT '',
    device_type     text NOT NULL DEFAULT '',
    serial_number   text NOT NULL DEFAULT '',
    status          text NOT NULL DEFAULT 'offline',
    -- What it is asking its customer for: pi_…, seti_….
    busy_with       text NOT NULL DEFAULT '',
    last_seen_at    timestamptz,
    idempotency_key text NOT NULL UNIQUE,
    request_hash    bytea NOT NULL,
    registered_at   timestamptz NOT NULL,
    registered_by   text NOT NULL,
    removed_at      timestamptz
);

CREATE UNIQUE INDEX reader_stripe ON reader (stripe_id) WHERE stripe_id <> '' AND removed_at IS NULL;
CREATE INDEX reader_of_site ON reader (site_id) WHERE removed_at IS NULL;

-- An account as Stripe's customer (cus_…).
CREATE TABLE card_customer (
    account_id text PRIMARY KEY,
    stripe_id  text NOT NULL
);

CREATE TABLE card_setup (
    setup_id       uuid PRIMARY KEY,
    account_id     text NOT NULL,
    site_id        text NOT NULL,
    method_kind    smallint NOT NULL,
    reader_id      uuid,
    payment_method text NOT NULL DEFAULT '',
    state          smallint NOT NULL,
    -- seti_…; empty until Stripe has answered.
    stripe_id      text NOT NULL DEFAULT '',
    reader_asked   boolean NOT NULL DEFAULT false,
    reason         text NOT NULL DEFAULT '',
    action_url     text NOT NULL DEFAULT '',
    saved_card_id  uuid,
    asked_at       timestamptz NOT NULL,
    asked_by       text NOT NULL,
    -- When it is looked at again by itself; null once it is over.
    next_at        timestamptz
);

CREATE INDEX card_setup_waiting ON card_setup (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX card_setup_stripe ON card_setup (stripe_id) WHERE stripe_id <> '';

-- Never a card number: Stripe's ids, the brand and the last four digits.
CREATE TABLE saved_card (
    saved_card_id uuid PRIMARY KEY,
    account_id    text NOT NULL,
    -- cus_…, pm_….
    customer_id   text NOT NULL,
    stripe_id     text NOT NULL UNIQUE,
    brand         text NOT NULL,
    last4         text NOT NULL,
    exp_month     smallint NOT NULL,
    exp_year      smallint NOT NULL,
    fingerprint   text NOT NULL,
    saved_at      timestamptz NOT NULL,
    saved_by      text NOT NULL,
    removed_at    timestamptz,
    removed_by    text NOT NULL DEFAULT '',
    -- When Stripe has forgotten it too.
    detached_at   timestamptz
);

CREATE INDEX saved_card_of_account ON saved_card (account_id, saved_card_id DESC) WHERE removed_at IS NULL;
CREATE INDEX saved_card_to_detach ON saved_card (removed_at) WHERE removed_at IS NOT NULL AND detached_at IS NULL;

CREATE TABLE dispute (
    dispute_id      uuid PRIMARY KEY,
    -- dp_….
    stripe_id       text NOT NULL UNIQUE,
    payment_id      uuid NOT NULL REFERENCES payment,
    -- Empty: no sale has claimed it.
    sale_id         text NOT NULL,
    site_id         text NOT NULL,
    amount_minor    bigint NOT NULL,
    currency        text NOT NULL,
    -- As Stripe names them.
    reason          text NOT NULL,
    status          text NOT NULL,
    evidence_due_by timestamptz,
    opened_at       timestamptz NOT NULL,
    -- What a person decided: submit or accept, once; kept as it is sent until Stripe has answered.
    decision        text NOT NULL DEFAULT '',
    decided_by      text NOT NULL DEFAULT '',
    decided_at      timestamptz,
    answered_at     timestamptz,
    evidence        jsonb,
    receipt_pdf     bytea,
    file_id         text NOT NULL DEFAULT '',
    -- How many keys were used; a new one only when it is known that the one before did nothing.
    attempt         smallint NOT NULL DEFAULT 1,
    asked_at        timestamptz,
    next_at         timestamptz
);

CREATE INDEX dispute_of_site ON dispute (site_id, dispute_id);
CREATE INDEX dispute_of_payment ON dispute (payment_id);
CREATE INDEX dispute_waiting ON dispute (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX dispute_open ON dispute (evidence_due_by, dispute_id)
    WHERE status IN ('needs_response', 'warning_needs_response');
