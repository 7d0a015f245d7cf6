-- Card payments, what was asked of Stripe for them, and what went back to cards. Money in minor units.

CREATE TABLE payment (
    payment_id      uuid PRIMARY KEY,
    site_id         text NOT NULL,
    sale_id         uuid,
    shift_id        uuid,
    account_id      text,
    purpose         smallint NOT NULL,
    state           smallint NOT NULL,
    method          smallint NOT NULL,
    -- Our id of the reader or of the saved card, or pm_….
    reference       text NOT NULL,
    -- What that is at Stripe: tmr_… or pm_…, and the customer (cus_…) whose card it is.
    stripe_method   text NOT NULL,
    customer_id     text NOT NULL,
    amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
    currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    description     text NOT NULL,
    attempt         smallint NOT NULL,
    attempted       smallint NOT NULL,
    approved_minor  bigint NOT NULL CHECK (approved_minor >= 0),
    -- What its sale takes; NULL: not known.
    take_minor      bigint CHECK (take_minor >= 0),
    captured_minor  bigint NOT NULL CHECK (captured_minor BETWEEN 0 AND approved_minor),
    refunded_minor  bigint NOT NULL CHECK (refunded_minor >= 0),
    shortfall_minor bigint NOT NULL CHECK (shortfall_minor >= 0),
    capture_before  timestamptz,
    brand           text NOT NULL,
    last4           text NOT NULL CHECK (length(last4) <= 4),
    exp_month       smallint NOT NULL,
    exp_year        smallint NOT NULL,
    fingerprint     text NOT NULL,
    reason          text NOT NULL,
    message         text NOT NULL,
    action_url      text NOT NULL,
    -- pi_…, ch_… and cs_…; empty: Stripe does not know of it.
    stripe_id       text NOT NULL,
    charge_id       text NOT NULL,
    page_id         text NOT NULL,
    disputed        boolean NOT NULL,
    test            boolean NOT NULL,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL,
    -- When it came into its state.
    state_at        timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    -- When to ask Stripe without being told to.
    look_at         timestamptz,
    -- A reader asks its customer for a card.
    reader_asks     boolean NOT NULL,
    -- What was asked of Stripe without a certain answer; empty: all is known.
    open_question   text NOT NULL,
    version         bigint NOT NULL CHECK (version > 0),
    -- Of the request that asked for it.
    fingerprint_asked bytea NOT NULL,
    -- What was taken is within what was approved, and what went back within what was taken.
    CHECK (refunded_minor <= captured_minor),
    CHECK (state <> 6 OR captured_minor > 0),
    CHECK (captured_minor = 0 OR state = 6)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX payment_of_intent ON payment (stripe_id) WHERE stripe_id <> '';
CREATE INDEX payment_of_charge ON payment (charge_id) WHERE charge_id <> '';
CREATE INDEX payment_of_page ON payment (page_id) WHERE page_id <> '';
CREATE INDEX payment_of_sale ON payment (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX payment_of_site ON payment (site_id, payment_id);
CREATE INDEX payment_to_look_at ON payment (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX payment_open ON payment (state, state_at) WHERE state NOT IN (6, 8, 9, 10);
CREATE INDEX payment_unknown ON payment (payment_id) WHERE open_question <> '';
CREATE INDEX payment_last4 ON payment (last4, payment_id) WHERE last4 <> '';

CREATE TABLE payment_step (
    payment_id uuid NOT NULL REFERENCES payment,
    version    bigint NOT NULL,
    at         timestamptz NOT NULL,
    state      smallint NOT NULL,
    what       text NOT NULL,
    actor      text NOT NULL,
    PRIMARY KEY (payment_id, version)
);

-- Requests for another try, so that repeating one has no effect.
CREATE TABLE payment_request (
    payment_id  uuid NOT NULL REFERENCES payment,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (payment_id, key)
);

CREATE TABLE card_refund (
    refund_id      uuid PRIMARY KEY,
    payment_id     uuid NOT NULL REFERENCES payment,
    sale_id        uuid,
    site_id        text NOT NULL,
    state          smallint NOT NULL,
    amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
    currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    reason         text NOT NULL,
    failure_reason text NOT NULL,
    -- re_….
    stripe_id      text NOT NULL,
    approved_by    text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    version        bigint NOT NULL CHECK (version > 0)
);

CREATE UNIQUE INDEX card_refund_at_stripe ON card_refund (stripe_id) WHERE stripe_id <> '';
CREATE INDEX card_refund_of_payment ON card_refund (payment_id);
CREATE INDEX card_refund_of_site ON card_refund (site_id, refund_id);
CREATE INDEX card_refund_open ON card_refund (created_at) WHERE state = 1;

-- What is asked of Stripe. Written before it is sent; sent again byte for byte.
CREATE TABLE command (
    command_id    uuid PRIMARY KEY,
    payment_id    uuid NOT NULL REFERENCES payment,
    refund_id     uuid REFERENCES card_refund,
    kind          text NOT NULL,
    -- The idempotency key at Stripe.
    key           text NOT NULL UNIQUE,
    -- pi_…, tmr_… or cs_… that it is for; empty: none yet.
    target        text NOT NULL,
    -- JSON, as it is sent.
    params        bytea NOT NULL,
    -- How often another key was needed, once it was known that nothing had happened under the one before.
    round         smallint NOT NULL,
    -- Of this key.
    first_sent_at timestamptz,
    attempts      integer NOT NULL,
    -- Answers of this key that were errors of the server.
    server_errors integer NOT NULL,
    -- What the last attempt ended with; empty: with nothing, or it is under way.
    outcome       text NOT NULL,
    error         text NOT NULL,
    -- When it may be worked at: a lease while somebody does, a pause after a failure.
    due_at        timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    done_at       timestamptz
) WITH (fillfactor = 70);

-- One thing is asked of a payment at a time, and its refunds one by one too.
CREATE UNIQUE INDEX command_one_of_payment ON command (payment_id) WHERE done_at IS NULL AND refund_id IS NULL;
CREATE UNIQUE INDEX command_one_of_refund ON command (refund_id) WHERE done_at IS NULL AND refund_id IS NOT NULL;
CREATE INDEX command_due ON command (due_at) WHERE done_at IS NULL;
CREATE INDEX command_of_payment ON command (payment_id);
