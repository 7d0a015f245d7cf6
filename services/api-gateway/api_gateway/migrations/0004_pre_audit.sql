-- Records of everything that was changed (ADR 0029). Only audit_append() writes here; nothing is ever changed or removed.
CREATE TABLE audit_record (
    -- UTC; the chain is per day, from 1
    day           date NOT NULL,
    sequence      bigint NOT NULL CHECK (sequence > 0),
    record_id     uuid NOT NULL,
    at            timestamptz NOT NULL,
    actor_kind    text NOT NULL,
    actor_id      text NOT NULL,
    actor_name    text NOT NULL,
    roles         text[] NOT NULL,
    site          text NOT NULL,
    operation     text NOT NULL,
    method        text NOT NULL,
    route         text NOT NULL,
    target        text NOT NULL,
    address       text NOT NULL,
    user_agent    text NOT NULL,
    session_id    text NOT NULL,
    request_id    text NOT NULL,
    trace_id      text NOT NULL,
    -- json, not jsonb: the hash is over the text as it was written
    before        json,
    after         json,
    outcome       text NOT NULL,
    status        integer,
    reason        text NOT NULL,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash          bytea NOT NULL CHECK (octet_length(hash) = 32),
    -- Ed25519
    seal          bytea NOT NULL CHECK (octet_length(seal) = 64),
    PRIMARY KEY (day, sequence),
    UNIQUE (record_id)
);

CREATE INDEX audit_record_at ON audit_record USING brin (at);
CREATE INDEX audit_record_site ON audit_record (site, day, sequence);
CREATE INDEX audit_record_actor ON audit_record (actor_id, day, sequence);
CREATE INDEX audit_record_actor_name ON audit_record (actor_name, day, sequence);
CREATE INDEX audit_record_operation ON audit_record (operation, day, sequence);
CREATE INDEX audit_record_target ON audit_record (target, day, sequence);
CREATE INDEX audit_record_refused ON audit_record (day, sequence) WHERE outcome <> 'accepted';

-- The words of a record that a search looks at; the same expression stands in the query.
CREATE FUNCTION audit_words(actor_name text, operation text, target text, site text, address text, reason text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, regexp_replace(
    lower(concat_ws(' ', actor_name, operation, target, site, address, reason)), '[^[:alnum:]]+', ' ', 'g'));

CREATE INDEX audit_record_words ON audit_record
    USING gin (audit_words(actor_name, operation, target, site, address, reason));

-- The head of each day, sealed anew with every append; the last one is where the chain goes on.
CREATE TABLE audit_day (
    day           date PRIMARY KEY,
    records       bigint NOT NULL CHECK (records > 0),
    last_hash     bytea NOT NULL CHECK (octet_length(last_hash) = 32),
    -- the day before that has records; null for the first of all
    previous_day  date,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    seal          bytea NOT NULL CHECK (octet_length(seal) = 64)
);

-- The only way in. `head` is the new head as JSON (hashes and seal in hexadecimal), `entries` the canonical JSON of the
-- records, each of which must continue the hash before it; the first must continue the present head.
CREATE FUNCTION audit_append(head jsonb, entries text[], hashes bytea[], seals bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    present public.audit_day;
    fresh public.audit_day;
    entered bigint := cardinality(entries);
    before_first bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('motorway_audit', 0));
    SELECT * INTO present FROM public.audit_day ORDER BY day DESC LIMIT 1;
    fresh := ROW(head ->> 'day', head ->> 'records', decode(head ->> 'last_hash', 'hex'),
                 nullif(head ->> 'previous_day', ''), decode(head ->> 'previous_hash', 'hex'),
                 decode(head ->> 'seal', 'hex'));
    before_first := coalesce(present.last_hash, decode(repeat('00', 32), 'hex'));
    IF entered = 0 OR entered <> cardinality(hashes) OR entered <> cardinality(seals)
        OR fresh.last_hash <> hashes[entered] OR fresh.day > (now() AT TIME ZONE 'UTC')::date + 1
        OR NOT (CASE
            WHEN present.day = fresh.day THEN (fresh.records, fresh.previous_day, fresh.previous_hash)
                IS NOT DISTINCT FROM (present.records + entered, present.previous_day, present.previous_hash)
            ELSE coalesce(fresh.day > present.day, true) AND (fresh.records, fresh.previous_day, fresh.previous_hash)
                IS NOT DISTINCT FROM (entered, present.day, before_first)
        END)
    THEN
        RAISE EXCEPTION 'this does not continue the audit chain' USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    INSERT INTO public.audit_record
    SELECT r.day, r.sequence, r.record_id, r.at, r.actor_kind, r.actor_id, r.actor_name, r.roles, r.site, r.operation,
           r.method, r.route, r.target, r.address, r.user_agent, r.session_id, r.request_id, r.trace_id, r.before,
           r.after, r.outcome, r.status, r.reason, coalesce(lag(e.hash) OVER (ORDER BY e.place), before_first),
           e.hash, e.seal
    FROM unnest(entries, hashes, seals) WITH ORDINALITY AS e (entry, hash, seal, place),
         LATERAL json_populate_record(NULL::public.audit_record, e.entry::json) AS r
    WHERE r.day = fresh.day AND r.sequence = fresh.records - entered + e.place
        AND e.hash = sha256(
            (CASE e.place WHEN 1 THEN before_first ELSE hashes[e.place - 1] END) || convert_to(e.entry, 'UTF8'));
    GET DIAGNOSTICS entered = ROW_COUNT;
    IF entered <> cardinality(entries) THEN
        RAISE EXCEPTION 'a record does not have its hash or place' USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    INSERT INTO public.audit_day SELECT fresh.*
    ON CONFLICT (day) DO UPDATE
    SET records = excluded.records, last_hash = excluded.last_hash, seal = excluded.seal;
END $$;

-- Privileges granted later, by whatever way, open nothing: the tables themselves refuse.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_ARGV[0] = 'never' OR NOT EXISTS (
        SELECT FROM pg_class c, pg_roles r WHERE c.oid = TG_RELID AND r.oid = c.relowner AND r.rolname = current_user)
    THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_record_written BEFORE INSERT ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('owner');
CREATE TRIGGER audit_record_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('never');
CREATE TRIGGER audit_day_written BEFORE INSERT OR UPDATE ON audit_day
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('owner');
CREATE TRIGGER audit_day_removed BEFORE DELETE OR TRUNCATE ON audit_day
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('never');

-- Whoever got privileges by default keeps the reading.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT c.oid::regclass AS relation, a.grantee
        FROM pg_class c, LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
        WHERE c.oid IN ('audit_record'::regclass, 'audit_day'::regclass) AND a.grantee <> c.relowner
    LOOP
        IF found.grantee = 0 THEN
            EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', found.relation);
        ELSE
            EXECUTE format('REVOKE ALL ON %s FROM %s', found.relation, found.grantee::regrole);
            EXECUTE format('GRANT SELECT ON %s TO %s', found.relation, found.grantee::regrole);
        END IF;
    END LOOP;
END $$;
