-- Pictures of who left without paying. They are compressed already, and read whole.
CREATE TABLE sale_photo (
    photo_id     uuid PRIMARY KEY,
    sale_id      uuid NOT NULL REFERENCES sale,
    site_id      text NOT NULL,
    content_type text NOT NULL,
    content      bytea NOT NULL,
    sha256       bytea NOT NULL,
    added_by     text NOT NULL,
    added_at     timestamptz NOT NULL,
    UNIQUE (sale_id, sha256)
);

ALTER TABLE sale_photo ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX sale_photo_age ON sale_photo (added_at);
