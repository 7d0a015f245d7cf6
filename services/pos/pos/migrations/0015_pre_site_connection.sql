-- Whether a site's controller is there, as the iot-gateway told last: what it does not tell now comes later.
CREATE TABLE site_connection (
    site_id    text PRIMARY KEY,
    online     boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    version    bigint NOT NULL
);
