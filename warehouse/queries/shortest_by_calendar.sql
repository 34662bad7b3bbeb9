-- Question: which micro-credentials are over soonest, from the first day to the last?
-- As stated; span_days is for sorting only (a month is 30.44 days; a term has no length of its own and is not here).
-- Example: Welding basics | Coast | 6.00 | 6.00 | week | http://…
SELECT o.title, coalesce(i.short_name, i.name) AS institution, o.span_min, o.span_max, o.span_unit, o.url
FROM offerings o
JOIN institutions i USING (institution_id)
WHERE o.span_days_min IS NOT NULL
ORDER BY o.span_days_min, o.span_days_max NULLS LAST, o.offering_id
LIMIT 20;
