-- Question: what does an hour of learning cost, by kind of credential and province?
-- Only where the whole price and the hours are both known, in one currency at a time; `compared` says how many that is.
-- Example: micro_credential | BC | CAD | 41 | 12.50 | 24.75 | 60.00
SELECT credential_kind, province, currency, count(*) AS compared, min(cost_per_hour_max) AS lowest,
       quantile_disc(cost_per_hour_max, 0.5) AS median, max(cost_per_hour_max) AS highest
FROM cost_per_hour
WHERE cost_per_hour_max IS NOT NULL
GROUP BY ALL
ORDER BY credential_kind, province, currency;
