-- Prices that institutions changed: only cause = source, never our own better reading of the same words.
-- One row an offering and run. What a reader or a correction changed in the same night is shown as it is now, twice.
WITH changed AS (
    SELECT run_id, offering_id, any_value(night) AS night,
           map_from_entries(list((field, before))) AS before
    FROM changes
    WHERE "change" = 'changed' AND cause = 'source'
      AND field IN ('cost_status', 'cost_min', 'cost_max', 'currency', 'cost_basis')
    GROUP BY run_id, offering_id
), compared AS (
    SELECT c.night, c.run_id, c.offering_id, v.institution_id, v.title,
           CASE WHEN map_contains(c.before, 'cost_status') THEN c.before['cost_status'] ELSE v.cost_status END
               AS cost_status_before,
           v.cost_status AS cost_status_after,
           CASE WHEN map_contains(c.before, 'cost_min') THEN CAST(c.before['cost_min'] AS DECIMAL(10,2))
                ELSE v.cost_min END AS cost_min_before,
           v.cost_min AS cost_min_after,
           CASE WHEN map_contains(c.before, 'cost_max') THEN CAST(c.before['cost_max'] AS DECIMAL(10,2))
                ELSE v.cost_max END AS cost_max_before,
           v.cost_max AS cost_max_after,
           CASE WHEN map_contains(c.before, 'currency') THEN c.before['currency'] ELSE v.currency END
               AS currency_before,
           v.currency AS currency_after,
           CASE WHEN map_contains(c.before, 'cost_basis') THEN c.before['cost_basis'] ELSE v.cost_basis END
               AS cost_basis_before,
           v.cost_basis AS cost_basis_after
    FROM changed c
    JOIN offering_versions v ON v.offering_id = c.offering_id AND v.valid_from_run = c.run_id
)
SELECT *,
       -- Comparable only in one currency and for the same thing bought.
       CASE WHEN currency_before = currency_after AND cost_basis_before IS NOT DISTINCT FROM cost_basis_after
            THEN cost_min_after - cost_min_before END AS cost_min_difference
FROM compared
