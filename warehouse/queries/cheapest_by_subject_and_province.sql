-- Question: which micro-credential is the cheapest in each subject and province?
-- Priced offerings and those said to be free, compared by what the whole offering costs; one currency at a time.
-- An offering that states no whole price is not here: not stated is not cheap.
-- Example: BC | Trades | Welding basics | 495.00 | CAD | http://…  (one row a province, subject and currency)
SELECT i.province, o.subject, o.title, o.cost_total_min, o.currency, o.url
FROM (
    SELECT *, unnest(CASE WHEN len(coalesce(subjects, [])) = 0 THEN ['(not stated)'] ELSE subjects END) AS subject
    FROM offerings
    WHERE cost_status IN ('priced', 'free') AND cost_total_min IS NOT NULL
) o
JOIN institutions i USING (institution_id)
QUALIFY row_number() OVER (PARTITION BY i.province, o.subject, o.currency ORDER BY o.cost_total_min, o.offering_id) = 1
ORDER BY i.province, o.subject, o.cost_total_min, o.currency;
