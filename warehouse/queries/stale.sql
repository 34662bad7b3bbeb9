-- Question: what could not be refreshed last night, and how old is what we hold?
-- missing_since is set where a complete harvest no longer met the offering; otherwise the harvest itself fell short.
-- Example: coast | Welding basics | 2026-11-20 | 3 | NULL
SELECT o.institution_id, o.title, o.last_seen, (SELECT max(night) FROM runs) - o.last_seen AS age_days, o.missing_since
FROM offerings o
WHERE o.state = 'stale'
ORDER BY o.last_seen, o.institution_id, o.offering_id;
