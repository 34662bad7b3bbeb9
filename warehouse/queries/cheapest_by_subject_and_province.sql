-- Which micro-credential is the cheapest in each subject and province?
-- Priced offerings only, compared by what the whole offering costs; free ones come first, with cost 0.
SELECT i.province, subject, o.title, o.cost_total_min, o.currency, o.url
FROM (
    SELECT *, unnest(CASE WHEN len(coalesce(subjects, [])) = 0 THEN ['(not stated)'] ELSE subjects END) AS subject
    FROM offerings
    WHERE cost_status IN ('priced', 'free') AND cost_total_min IS NOT NULL
) o
JOIN institutions i USING (institution_id)
QUALIFY row_number() OVER (PARTITION BY i.province, subject, o.currency ORDER BY o.cost_total_min, o.offering_id) = 1
ORDER BY i.province, subject, o.cost_total_min;
