-- What Stripe has told us of: hints to ask again, never facts. What it sent is not kept: it holds secrets of the intent.

CREATE TABLE webhook (
    event_id    text PRIMARY KEY,
    type        text NOT NULL,
    -- What has to be asked for, and its id: pi_…, re_…, dp_…, seti_…, or our id of the payment.
    topic       text NOT NULL,
    subject_id  text NOT NULL,
    -- Named in the metadata of what it is about; empty: none is.
    payment_id  text NOT NULL DEFAULT '',
    -- By Stripe's clock.
    created_at  timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    -- When it is looked at (again); null once that is over.
    next_at     timestamptz,
    outcome     text NOT NULL DEFAULT '',
    handled_at  timestamptz
);

CREATE INDEX webhook_waiting ON webhook (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_oldest ON webhook (received_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_received ON webhook USING brin (received_at);
