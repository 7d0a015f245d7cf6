-- Rules keep what is pending in rule_state, and name what an alert is about as its occurrences do.
DROP TABLE offline_grace;
-- What the new release has found for itself meanwhile stays, and stands for what the old one had found.
UPDATE alert AS former SET state = 'RESOLVED', resolved_at = greatest(now(), raised_at), version = version + 1
WHERE rule IN ('controller_offline', 'card_shortfall', 'open_dispute', 'reconciliation_break')
  AND state <> 'RESOLVED' AND key <> rule || ':' || site || ':' || device
  AND EXISTS (SELECT FROM alert AS other
              WHERE other.key = former.rule || ':' || former.site || ':' || former.device AND other.state <> 'RESOLVED');
UPDATE alert SET key = rule || ':' || site || ':' || device
WHERE rule IN ('controller_offline', 'card_shortfall', 'open_dispute', 'reconciliation_break')
  AND key <> rule || ':' || site || ':' || device;
UPDATE condition_change SET key = key || ':controller' WHERE key LIKE 'controller\_offline:%' AND key NOT LIKE '%:controller';
UPDATE condition_change SET key = regexp_replace(key, '^(card_shortfall:[^:]*:)(?!sale/)', '\1sale/')
WHERE key LIKE 'card\_shortfall:%';
UPDATE condition_change SET key = regexp_replace(key, '^(open_dispute:[^:]*:)(?!dispute/)', '\1dispute/')
WHERE key LIKE 'open\_dispute:%';
UPDATE condition_change SET key = regexp_replace(key, '^(reconciliation_break:[^:]*:)(?!break/)', '\1break/')
WHERE key LIKE 'reconciliation\_break:%';
