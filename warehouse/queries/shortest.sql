-- Which take the least time? Calendar length and effort are two different questions; both are shown.
SELECT o.title, i.short_name, o.span_min, o.span_unit, o.span_days_min, o.total_hours_min, o.total_hours_source, o.url
FROM offerings o JOIN institutions i USING (institution_id)
WHERE o.span_days_min IS NOT NULL OR o.total_hours_min IS NOT NULL
ORDER BY o.span_days_min NULLS LAST, o.total_hours_min NULLS LAST, o.offering_id
LIMIT 20;
