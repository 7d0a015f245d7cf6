-- Keys of machines. The secret has 256 random bits: a plain SHA-256 of it is enough.
CREATE TABLE api_key (
    api_key_id   uuid PRIMARY KEY,
    name         text NOT NULL CHECK (name <> ''),
    -- the part that may be shown; finds the row
    prefix       text NOT NULL UNIQUE,
    secret_hash  bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    -- empty: whatever the roles allow
    operations   text[] NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   text NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    -- at most a minute old
    last_used_at timestamptz,
    revoked_at   timestamptz
);

-- As role_grant, of a key. Keys that are over keep no area.
CREATE TABLE api_key_grant (
    api_key_id uuid NOT NULL REFERENCES api_key ON DELETE CASCADE,
    role       text NOT NULL,
    site       text CHECK (site <> ''),
    area       text REFERENCES area ON DELETE CASCADE,
    everything boolean NOT NULL DEFAULT false,
    CHECK (num_nonnulls(site, area) + everything::int = 1)
);

CREATE UNIQUE INDEX api_key_grant_once ON api_key_grant (api_key_id, role, site, area) NULLS NOT DISTINCT;
CREATE INDEX api_key_grant_area ON api_key_grant (area) WHERE area IS NOT NULL;

-- Browsers at a counter; each holds a secret of 256 random bits in a cookie.
CREATE TABLE till (
    till_id      uuid PRIMARY KEY,
    site         text NOT NULL CHECK (site <> ''),
    name         text NOT NULL CHECK (name <> ''),
    secret_hash  bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    enrolled_at  timestamptz NOT NULL,
    enrolled_by  text NOT NULL,
    -- by PIN
    last_used_at timestamptz,
    revoked_at   timestamptz
);

CREATE INDEX till_site ON till (site, till_id);

-- Wrong PINs in a row, on whichever till; at ten the PIN is locked until somebody unlocks it.
ALTER TABLE app_user ADD COLUMN pin_failures integer NOT NULL DEFAULT 0;

-- Who a user is at another provider.
CREATE TABLE oidc_link (
    issuer    text NOT NULL,
    subject   text NOT NULL,
    user_id   uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject),
    -- nobody becomes a second person
    UNIQUE (issuer, user_id)
);
