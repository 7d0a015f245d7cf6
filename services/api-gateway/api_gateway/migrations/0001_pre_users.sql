CREATE TABLE app_user (
    user_id       uuid PRIMARY KEY,
    -- case-folded
    username      text NOT NULL UNIQUE CHECK (username <> ''),
    -- Argon2id in PHC string format
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
