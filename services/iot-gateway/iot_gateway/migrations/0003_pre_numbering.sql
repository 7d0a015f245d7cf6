-- Behind which number of its series a pump's own numbers count: 0, or the last one of the controller that was replaced.
ALTER TABLE transaction_watermark ADD COLUMN base bigint NOT NULL DEFAULT 0 CHECK (base >= 0);
