-- Which deployment this is: the mark of what it makes at Stripe, beside others that use the same account.

CREATE TABLE deployment (
    one           boolean PRIMARY KEY DEFAULT true CHECK (one),
    deployment_id uuid NOT NULL DEFAULT gen_random_uuid()
);

INSERT INTO deployment DEFAULT VALUES;

-- Of a payment that another deployment made.
ALTER TABLE stripe_transaction ADD COLUMN elsewhere boolean NOT NULL DEFAULT false;
