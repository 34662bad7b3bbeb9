-- Question: which micro-credentials take the fewest hours of work?
-- Hours stated, or calendar length x weekly pace where a page states both (total_hours_source says which).
-- Example: Welding basics | Coast | 20.00 | 20.00 | stated | http://…
SELECT o.title, coalesce(i.short_name, i.name) AS institution, o.total_hours_min, o.total_hours_max,
       o.total_hours_source, o.url
FROM offerings o
JOIN institutions i USING (institution_id)
WHERE o.total_hours_min IS NOT NULL
ORDER BY o.total_hours_min, o.total_hours_max NULLS LAST, o.offering_id
LIMIT 20;
