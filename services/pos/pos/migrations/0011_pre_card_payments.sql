-- Card payments of sales, tenders that were taken from a card, and refunds that go back to one.

-- A payment is one sale's, for ever. `fixed_minor`: how much the sale has said that it takes; NULL: nothing yet.
CREATE TABLE sale_card_payment (
    payment_id   uuid PRIMARY KEY,
    sale_id      uuid NOT NULL REFERENCES sale,
    state        smallint NOT NULL CHECK (state BETWEEN 1 AND 5),
    hold         boolean NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    fixed_minor  bigint CHECK (fixed_minor >= 0),
    reason       text NOT NULL,
    shift_id     text NOT NULL,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    -- Of the request that asked for a charge; empty for a hold.
    key          text NOT NULL,
    -- Not before this time is payments asked what became of it.
    ask_after    timestamptz NOT NULL
);

CREATE INDEX sale_card_payment_of_sale ON sale_card_payment (sale_id);
-- 1 PENDING, 3 FIXED.
CREATE INDEX sale_card_payment_waiting ON sale_card_payment (ask_after) WHERE state IN (1, 3);

ALTER TABLE tender
    ADD COLUMN payment_id text NOT NULL DEFAULT '',
    ADD COLUMN card_brand text NOT NULL DEFAULT '',
    ADD COLUMN card_last4 text NOT NULL DEFAULT '' CHECK (length(card_last4) <= 4),
    -- No real money.
    ADD COLUMN test       boolean NOT NULL DEFAULT false;

-- One capture is one tender: 3 CARD, 4 RECEIVABLE.
CREATE UNIQUE INDEX tender_of_payment ON tender (payment_id, kind) WHERE payment_id <> '' AND amount_minor > 0;

ALTER TABLE refund
    ADD COLUMN payment_id   text NOT NULL DEFAULT '',
    ADD COLUMN card_outcome text NOT NULL DEFAULT '' CHECK (card_outcome IN ('', 'pending', 'succeeded', 'failed')),
    ADD COLUMN outcome_at   timestamptz;
