-- Question: how much do institutions state, and how fresh is it?
-- Shares (0 to 1) of offerings with a price or stated free, a stated duration, a dated start; NULL without offerings.
-- Example: coast | 42 | 0.93 | 0.88 | 0.40 | 0.71 | complete | 0
SELECT i.institution_id, count(o.offering_id) AS offerings,
       round(avg((o.cost_status <> 'unknown')::INT), 2) AS share_cost,
       round(avg((o.duration_status = 'stated')::INT), 2) AS share_duration,
       round(avg((s.offering_id IS NOT NULL)::INT) FILTER (o.offering_id IS NOT NULL), 2) AS share_start,
       round(avg(o.completeness), 2) AS completeness, i.last_outcome, i.stale_days
FROM institutions i
LEFT JOIN offerings o USING (institution_id)
LEFT JOIN (SELECT DISTINCT offering_id FROM sections WHERE start_date IS NOT NULL) s USING (offering_id)
GROUP BY i.institution_id, i.last_outcome, i.stale_days
ORDER BY i.institution_id;
