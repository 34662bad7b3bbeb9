-- Question: what has each offering cost over time?
-- One row for each price that differs from the one before; price_until is NULL while it holds. Offerings that never
-- changed in anything are not here: theirs is in offerings.
-- For one offering add: WHERE offering_id = '…' (or a code) to the inner query.
-- Example: Welding basics | 2026-11-20 | 2026-11-22 | priced | 495.00 | 495.00 | CAD | total
WITH versions AS (
    SELECT *, (cost_status, cost_min, cost_max, currency, cost_basis) AS price
    FROM offering_versions
    WHERE offering_id IN (SELECT offering_id FROM offering_versions GROUP BY offering_id HAVING count(*) > 1)
), turns AS (
    SELECT *, price IS DISTINCT FROM lag(price) OVER same OR lag(valid_to) OVER same <> valid_from AS turned
    FROM versions
    WINDOW same AS (PARTITION BY offering_id ORDER BY valid_from, valid_from_run)
), stretches AS (
    SELECT *, count_if(coalesce(turned, true)) OVER (
        PARTITION BY offering_id ORDER BY valid_from, valid_from_run ROWS UNBOUNDED PRECEDING) AS stretch
    FROM turns
)
SELECT offering_id, arg_max(title, valid_from_run) AS title, min(valid_from) AS price_from,
       CASE WHEN count(*) = count(valid_to) THEN max(valid_to) END AS price_until,
       any_value(cost_status) AS cost_status, any_value(cost_min) AS cost_min, any_value(cost_max) AS cost_max,
       any_value(currency) AS currency, any_value(cost_basis) AS cost_basis
FROM stretches
GROUP BY offering_id, stretch
ORDER BY offering_id, price_from, stretch;
