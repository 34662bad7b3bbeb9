-- What has each offering cost over time? One row a version whose price differs from the one before.
SELECT offering_id, title, valid_from, valid_to, cost_status, cost_min, cost_max, currency, cost_basis
FROM offering_versions
QUALIFY (cost_status, cost_min, cost_max, currency, cost_basis)
    IS DISTINCT FROM lag((cost_status, cost_min, cost_max, currency, cost_basis)) OVER (PARTITION BY offering_id ORDER BY valid_from_run)
ORDER BY offering_id, valid_from_run;
