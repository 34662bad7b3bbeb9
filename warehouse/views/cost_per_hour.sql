-- What an hour of work costs, where the price of the whole and its hours are both known; a ratio, for comparing only.
SELECT o.offering_id, o.institution_id, o.title, o.credential_kind, i.country, i.province, o.currency,
       o.cost_total_min, o.cost_total_max, o.cost_total_source,
       o.total_hours_min, o.total_hours_max, o.total_hours_source,
       CAST(o.cost_total_min / nullif(o.total_hours_max, 0) AS DECIMAL(10,2)) AS cost_per_hour_min,
       CAST(o.cost_total_max / nullif(o.total_hours_min, 0) AS DECIMAL(10,2)) AS cost_per_hour_max
FROM offerings o
JOIN institutions i USING (institution_id)
WHERE o.cost_total_min IS NOT NULL AND o.currency IS NOT NULL AND o.total_hours_min > 0
