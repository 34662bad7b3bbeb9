-- How each institution does: what share it states (0 to 1, NULL without offerings), how fresh and complete it is.
SELECT i.institution_id, i.name, i.country, i.province, count(o.offering_id) AS offerings,
       count(*) FILTER (o.state = 'stale') AS stale_offerings,
       round(avg((o.cost_status <> 'unknown')::INT), 2) AS share_cost,
       round(avg((o.duration_status = 'stated')::INT), 2) AS share_duration,
       round(avg((o.delivery_mode <> 'unknown')::INT), 2) AS share_delivery,
       round(avg((s.offering_id IS NOT NULL)::INT) FILTER (o.offering_id IS NOT NULL), 2) AS share_start,
       round(avg(o.completeness), 2) AS completeness, i.last_outcome, i.last_complete, i.stale_days
FROM institutions i
LEFT JOIN offerings o USING (institution_id)
LEFT JOIN (SELECT DISTINCT offering_id FROM sections WHERE start_date IS NOT NULL) s USING (offering_id)
GROUP BY ALL
