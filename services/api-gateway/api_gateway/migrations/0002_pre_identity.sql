ALTER TABLE app_user
    ADD COLUMN display_name         text NOT NULL DEFAULT '',
    -- empty when there is none
    ADD COLUMN email                text NOT NULL DEFAULT '',
    ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
    ADD COLUMN disabled_at          timestamptz,
    -- after too many failures; ends when a manager unlocks
    ADD COLUMN locked_at            timestamptz,
    -- sealed; it counts once it is confirmed
    ADD COLUMN totp_secret          bytea,
    ADD COLUMN totp_confirmed_at    timestamptz,
    -- the last 30 s step whose code was used, so that none is used twice
    ADD COLUMN totp_last_step       bigint NOT NULL DEFAULT 0,
    -- Argon2id
    ADD COLUMN pin_hash             text,
    ADD COLUMN pin_failures         integer NOT NULL DEFAULT 0,
    ADD COLUMN last_sign_in_at      timestamptz,
    ADD COLUMN version              bigint NOT NULL DEFAULT 1;

CREATE UNIQUE INDEX app_user_email ON app_user (lower(email)) WHERE email <> '';

CREATE TABLE recovery_code (
    user_id   uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
);

-- Groups of sites.
CREATE TABLE area (
    area    text PRIMARY KEY CHECK (area <> ''),
    name    text NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE area_site (
    area text NOT NULL REFERENCES area ON DELETE CASCADE,
    site text NOT NULL CHECK (site <> ''),
    PRIMARY KEY (area, site)
);

-- A role of a user, bound to a site, to an area or to everything.
CREATE TABLE role_grant (
    user_id    uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    role       text NOT NULL,
    site       text,
    area       text REFERENCES area,
    everything boolean NOT NULL DEFAULT false,
    CHECK (num_nonnulls(site, area) + everything::int = 1)
);

CREATE UNIQUE INDEX role_grant_once ON role_grant (user_id, role, site, area) NULLS NOT DISTINCT;
CREATE INDEX role_grant_area ON role_grant (area) WHERE area IS NOT NULL;
CREATE INDEX role_grant_site ON role_grant (site) WHERE site IS NOT NULL;

-- Who was there before roles were is the administrator.
INSERT INTO role_grant (user_id, role, everything) SELECT user_id, 'admin', true FROM app_user;

CREATE TABLE session (
    session_id    uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    method        text NOT NULL CHECK (method IN ('password', 'pin', 'oidc')),
    second_factor boolean NOT NULL,
    -- of a PIN: the till, and the only site where the session counts
    till_id       uuid,
    site          text,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    -- moves with every refresh, up to expires_at
    idle_ends_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    address       text NOT NULL,
    user_agent    text NOT NULL,
    ended_at      timestamptz,
    end_reason    text
);

CREATE INDEX session_user ON session (user_id) WHERE ended_at IS NULL;
CREATE INDEX session_till ON session (till_id) WHERE ended_at IS NULL AND till_id IS NOT NULL;
CREATE INDEX session_expires_at ON session (expires_at);

-- 256 random bits each, of which only the SHA-256 is kept. Used once; a used one that comes again is stolen.
CREATE TABLE refresh_token (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- Keys that sign access tokens. Published before they sign, and until the last token of theirs is over.
CREATE TABLE signing_key (
    kid            text PRIMARY KEY,
    public_jwk     jsonb NOT NULL,
    private_sealed bytea NOT NULL,
    created_at     timestamptz NOT NULL,
    signs_from     timestamptz NOT NULL
);
