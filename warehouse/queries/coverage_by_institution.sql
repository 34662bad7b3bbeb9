-- How much do institutions state? Shares of offerings with a price (or stated free), a duration, a start.
SELECT i.institution_id, count(o.offering_id) AS offerings,
       round(avg((o.cost_status <> 'unknown')::INT), 2) AS share_cost,
       round(avg((o.duration_status = 'stated')::INT), 2) AS share_duration,
       round(avg((s.offering_id IS NOT NULL)::INT), 2) AS share_start,
       round(avg(o.completeness), 2) AS completeness, i.last_outcome, i.stale_days
FROM institutions i
LEFT JOIN offerings o USING (institution_id)
LEFT JOIN (SELECT DISTINCT offering_id FROM sections WHERE start_date IS NOT NULL) s USING (offering_id)
GROUP BY ALL ORDER BY i.institution_id;
