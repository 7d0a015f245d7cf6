-- Rules keep what is pending in rule_state, and name what an alert is about as its occurrences do.
DROP TABLE offline_grace;
UPDATE alert SET key = key || ':controller' WHERE rule = 'controller_offline' AND key = 'controller_offline:' || site;
UPDATE alert SET key = rule || ':' || site || ':' || device
WHERE rule IN ('card_shortfall', 'open_dispute', 'reconciliation_break');
UPDATE condition_change SET key = key || ':controller' WHERE key LIKE 'controller\_offline:%' AND key NOT LIKE '%:controller';
UPDATE condition_change SET key = regexp_replace(key, '^(card_shortfall:[^:]*:)(?!sale/)', '\1sale/')
WHERE key LIKE 'card\_shortfall:%';
UPDATE condition_change SET key = regexp_replace(key, '^(open_dispute:[^:]*:)(?!dispute/)', '\1dispute/')
WHERE key LIKE 'open\_dispute:%';
UPDATE condition_change SET key = regexp_replace(key, '^(reconciliation_break:[^:]*:)(?!break/)', '\1break/')
WHERE key LIKE 'reconciliation\_break:%';
