-- The ledger: double entry, only ever added to. Debit is positive.

CREATE TABLE ledger_entry (
    entry_id    uuid PRIMARY KEY,
    source_kind text NOT NULL,
    -- The fact that it is of: ch_…, re_…, txn_…, po_…, dp_…, or an id of ours.
    source_id   text NOT NULL CHECK (source_id <> ''),
    -- Empty: of all sites.
    site_id     text NOT NULL,
    payment_id  uuid,
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- How many legs it was posted with.
    legs        smallint NOT NULL CHECK (legs >= 2),
    occurred_at timestamptz NOT NULL,
    posted_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (source_kind, source_id)
);

CREATE INDEX ledger_entry_of_payment ON ledger_entry (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX ledger_entry_of_site ON ledger_entry (site_id, occurred_at);
CREATE INDEX ledger_entry_of_source ON ledger_entry (source_id);
CREATE INDEX ledger_entry_in_time ON ledger_entry (occurred_at);

CREATE TABLE ledger_leg (
    entry_id     uuid NOT NULL REFERENCES ledger_entry,
    source_kind  text NOT NULL,
    source_id    text NOT NULL,
    -- The account: one leg of an entry for each.
    leg_kind     text NOT NULL CHECK (leg_kind IN ('stripe_clearing', 'takings', 'fees', 'bank', 'customer_receivable',
                                                   'disputed', 'bad_debt', 'counter_cash')),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    PRIMARY KEY (entry_id, leg_kind),
    UNIQUE (source_kind, source_id, leg_kind)
);

CREATE INDEX ledger_leg_of_account ON ledger_leg (leg_kind, entry_id) INCLUDE (amount_minor);

CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    found_legs bigint;
    found_sum  numeric;
    expected   smallint;
BEGIN
    SELECT count(*), coalesce(sum(amount_minor), 0) INTO found_legs, found_sum
    FROM ledger_leg WHERE entry_id = NEW.entry_id;
    SELECT legs INTO expected FROM ledger_entry WHERE entry_id = NEW.entry_id;
    IF found_sum <> 0 OR found_legs <> expected THEN
        RAISE EXCEPTION 'ledger entry % does not balance', NEW.entry_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- An entry has one currency, so that it balances in each. Legs that come later are refused too: the number is fixed.
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();
CREATE CONSTRAINT TRIGGER ledger_leg_balanced AFTER INSERT ON ledger_leg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_entry_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_leg_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leg
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
