-- Macro finish_by(by_date, hours_per_week): what a learner who starts from the catalogue's last night on can finish.
-- Scheduled runs that are still to come and not closed; without any, what is self-paced, started at once. How long a
-- run takes is its stated last day, else its calendar length, and never less than its hours at that pace. What is not
-- stated is never assumed: without a date that can be reckoned a run is not listed, and `pace` says "not stated" where
-- nothing tells how many hours a week it asks for.
WITH today AS (SELECT max(night) AS night FROM runs),
starts AS (
    SELECT s.offering_id, s.section_id, s.start_date AS starts_on, s.end_date
    FROM sections s, today
    WHERE s.start_date >= today.night AND s.availability NOT IN ('closed', 'cancelled', 'full')
    UNION ALL
    SELECT o.offering_id, '', today.night, NULL
    FROM offerings o, today
    WHERE (o.self_paced OR o.delivery_mode = 'online_self_paced')
      AND NOT EXISTS (FROM sections s WHERE s.offering_id = o.offering_id AND s.start_date IS NOT NULL)
), reckoned AS (
    SELECT o.offering_id, o.institution_id, o.title, s.section_id, s.starts_on, s.end_date,
           o.span_days_max AS span_days, coalesce(o.total_hours_max, o.total_hours_min) AS hours,
           coalesce(o.weekly_hours_max, o.weekly_hours_min) AS weekly_hours,
           o.cost_status, o.cost_min, o.cost_max, o.currency, o.url
    FROM starts s JOIN offerings o USING (offering_id)
), dated AS (
    SELECT *,
           CASE WHEN end_date IS NOT NULL THEN end_date
                WHEN span_days IS NOT NULL OR hours IS NOT NULL
                THEN starts_on + CAST(ceil(greatest(span_days, hours / hours_per_week * 7)) AS INTEGER) END AS finish_on,
           CASE WHEN end_date IS NOT NULL THEN 'stated' ELSE 'derived' END AS finish_source
    FROM reckoned
), paced AS (
    SELECT *,
           CASE WHEN weekly_hours IS NOT NULL THEN weekly_hours <= hours_per_week
                WHEN hours IS NOT NULL
                THEN hours <= hours_per_week * greatest(finish_on - starts_on + 1, 1) / 7.0 END AS fits
    FROM dated
)
SELECT offering_id, institution_id, title, section_id, starts_on, finish_on, finish_source,
       CASE WHEN fits THEN 'fits' ELSE 'not stated' END AS pace,
       hours, weekly_hours, cost_status, cost_min, cost_max, currency, url
FROM paced
WHERE finish_on <= by_date AND coalesce(fits, true)
