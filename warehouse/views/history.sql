-- What an offering cost and how long it took, one row a stretch of nights; held_until is NULL while it holds.
WITH versions AS (
    SELECT offering_id, institution_id, title, valid_from, valid_to, valid_from_run,
           (cost_status, cost_min, cost_max, currency, cost_basis, duration_status, hours_min, hours_max,
            span_min, span_max, span_unit, weekly_hours_min, weekly_hours_max) AS said
    FROM offering_versions
), turns AS (
    SELECT *, said IS DISTINCT FROM lag(said) OVER same OR lag(valid_to) OVER same IS DISTINCT FROM valid_from AS turned
    FROM versions
    WINDOW same AS (PARTITION BY offering_id ORDER BY valid_from, valid_from_run)
), stretches AS (
    SELECT *, count_if(turned) OVER (
        PARTITION BY offering_id ORDER BY valid_from, valid_from_run ROWS UNBOUNDED PRECEDING) AS stretch
    FROM turns
)
SELECT offering_id, any_value(institution_id) AS institution_id, arg_max(title, valid_from_run) AS title,
       min(valid_from) AS held_from, CASE WHEN count(*) = count(valid_to) THEN max(valid_to) END AS held_until,
       any_value(said[1]) AS cost_status, any_value(said[2]) AS cost_min, any_value(said[3]) AS cost_max,
       any_value(said[4]) AS currency, any_value(said[5]) AS cost_basis, any_value(said[6]) AS duration_status,
       any_value(said[7]) AS hours_min, any_value(said[8]) AS hours_max, any_value(said[9]) AS span_min,
       any_value(said[10]) AS span_max, any_value(said[11]) AS span_unit, any_value(said[12]) AS weekly_hours_min,
       any_value(said[13]) AS weekly_hours_max
FROM stretches
GROUP BY offering_id, stretch
