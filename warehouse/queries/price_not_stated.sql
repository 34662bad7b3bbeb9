-- Question: where is the price not stated, by institution and way of teaching?
-- offerings_en has words for codes; "Not stated" is one of them, to filter on like any other.
-- Example: Coast College | Online | 7
SELECT institution, delivery_mode, count(*) AS offerings
FROM offerings_en
WHERE cost_status = 'Not stated'
GROUP BY ALL
ORDER BY institution, delivery_mode;
