-- The sites whose alerts the user of a device may read; NULL: all of them. The api-gateway says so every minute.
ALTER TABLE push_subscription ADD COLUMN sites text[];
