-- Question: what did institutions change last night?
-- Only cause = source: our own better reading of the same words is not a change of theirs.
-- Example: coast | Welding basics | changed | cost_min | 495.00 | 525.00
SELECT c.institution_id, o.title, c."change", c.field, c.before, c.after
FROM changes c
LEFT JOIN all_offerings o USING (offering_id)
WHERE c.run_id = (SELECT arg_max(run_id, (night, started_at)) FROM runs) AND c.cause = 'source'
ORDER BY c.institution_id, c.offering_id, c."change", c.field;
