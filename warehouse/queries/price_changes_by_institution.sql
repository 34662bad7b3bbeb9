-- Question: which institutions raised or lowered prices, and by how much?
-- Changes of the source only, compared in one currency and for the same thing bought.
-- Example: coast | CAD | 4 | 1 | 30.00
SELECT institution_id, currency_after AS currency, count(*) FILTER (cost_min_difference > 0) AS raised,
       count(*) FILTER (cost_min_difference < 0) AS lowered, quantile_disc(cost_min_difference, 0.5) AS median_difference
FROM price_changes
WHERE cost_min_difference <> 0
GROUP BY ALL
ORDER BY institution_id, currency;
