-- What was asked for about a ticket, so that a repeated request is known.

CREATE TABLE ticket_request (
    idempotency_key text PRIMARY KEY,
    request_hash    bytea NOT NULL,
    sale_id         uuid NOT NULL REFERENCES sale,
    at              timestamptz NOT NULL
);

-- The tender that this one gives back whole.
ALTER TABLE tender ADD COLUMN reverses integer NOT NULL DEFAULT 0;

-- Of a pump test: the tank that the fuel went back to.
ALTER TABLE sale ADD COLUMN return_tank integer NOT NULL DEFAULT 0;

-- That it was paid.
ALTER TABLE debt ADD COLUMN receipt_id text NOT NULL DEFAULT '';

ALTER TABLE refund ADD COLUMN decision_reason text NOT NULL DEFAULT '';
CREATE INDEX sale_registration ON sale (site_id, registration) WHERE registration <> '';
