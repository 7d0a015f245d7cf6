ALTER TABLE alert DROP CONSTRAINT alert_rule_check;
ALTER TABLE alert ADD CONSTRAINT alert_rule_check CHECK (
    rule IN ('controller_offline', 'device_alarm', 'card_shortfall', 'open_dispute', 'reconciliation_break')
);
