ALTER TABLE app_user
    ADD COLUMN display_name         text NOT NULL DEFAULT '',
    ADD COLUMN email                text NOT NULL DEFAULT '',
    ADD COLUMN disabled_at          timestamptz,
    -- after too many failures in a row, until somebody unlocks
    ADD COLUMN locked_at            timestamptz,
    ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
    ADD COLUMN password_changed_at  timestamptz NOT NULL DEFAULT now(),
    -- Argon2id in PHC string format
    ADD COLUMN pin_hash             text,
    -- sealed; asked for only once it is confirmed
    ADD COLUMN totp_secret          bytea,
    ADD COLUMN totp_confirmed_at    timestamptz,
    -- the time step of the newest code that was accepted: none is accepted twice
    ADD COLUMN totp_last_step       bigint NOT NULL DEFAULT 0,
    ADD COLUMN last_sign_in_at      timestamptz,
    ADD COLUMN version              bigint NOT NULL DEFAULT 1;

CREATE TABLE recovery_code (
    user_id   uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    -- HMAC-SHA-256
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (user_id, code_hash)
);

-- Groups of sites that roles can be bound to.
CREATE TABLE area (
    area_id    text PRIMARY KEY CHECK (area_id <> ''),
    name       text NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE area_site (
    area text NOT NULL REFERENCES area ON DELETE CASCADE,
    site text NOT NULL CHECK (site <> ''),
    PRIMARY KEY (area, site)
);

-- A role of a user, bound to exactly one of: a site, an area, everything.
CREATE TABLE role_grant (
    user_id    uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    role       text NOT NULL,
    site       text CHECK (site <> ''),
    area       text REFERENCES area,
    everything boolean NOT NULL DEFAULT false,
    CHECK (num_nonnulls(site, area) + everything::int = 1)
);

CREATE UNIQUE INDEX role_grant_once ON role_grant (user_id, role, site, area) NULLS NOT DISTINCT;
CREATE INDEX role_grant_site ON role_grant (site) WHERE site IS NOT NULL;
CREATE INDEX role_grant_area ON role_grant (area) WHERE area IS NOT NULL;

-- Whoever could sign in could do everything.
INSERT INTO role_grant (user_id, role, everything) SELECT user_id, 'admin', true FROM app_user;

CREATE TABLE session (
    session_id      uuid PRIMARY KEY,
    user_id         uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    -- password, pin, oidc
    method          text NOT NULL,
    address         text NOT NULL,
    user_agent      text NOT NULL,
    till_id         uuid,
    -- the rights of the user at this site only; empty: all of them
    site            text NOT NULL DEFAULT '',
    -- only these operations; null: all that the roles allow
    limited_to      text[],
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    -- over before, when nobody refreshed it for so long
    idle_s          integer NOT NULL CHECK (idle_s > 0),
    -- the newest refresh, which is of this generation
    last_used_at    timestamptz NOT NULL,
    generation      bigint NOT NULL DEFAULT 0,
    ended_at        timestamptz,
    end_reason      text NOT NULL DEFAULT ''
);

CREATE INDEX session_user_id ON session (user_id) WHERE ended_at IS NULL;
CREATE INDEX session_till_id ON session (till_id) WHERE ended_at IS NULL AND till_id IS NOT NULL;
CREATE INDEX session_expires_at ON session (expires_at);

-- Every refresh token of a session, also used ones: a second use of one of these is a theft.
CREATE TABLE refresh_token (
    -- SHA-256 of 256 random bits
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    -- one more than that of the token it was given for
    generation bigint NOT NULL
);

CREATE INDEX refresh_token_session_id ON refresh_token (session_id);

-- Keys of access tokens (ES256).
CREATE TABLE signing_key (
    kid         text PRIMARY KEY,
    -- JWK
    public_key  jsonb NOT NULL,
    -- PEM, sealed
    private_key bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    -- signs from then on; published before
    active_from timestamptz NOT NULL
);
