-- Requests for payments of who makes a new id for each try, so that repeating one has no effect. Without a reference to
-- the payment: who comes second waits here before it is written.

CREATE TABLE payment_start (
    key         text PRIMARY KEY,
    payment_id  uuid NOT NULL,
    fingerprint bytea NOT NULL
);
