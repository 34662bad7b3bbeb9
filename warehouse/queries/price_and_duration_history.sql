-- Question: what has an offering cost, and how long has it taken, over time?
-- For one offering: SELECT * FROM history WHERE offering_id = '…'. Here: the offerings for which either has changed.
-- Example: Welding basics | 2026-11-20 | 2026-11-22 | priced | 495.00 | 495.00 | CAD | total | 30.00 | 30.00 | 6.00 | 6.00 | week
SELECT title, held_from, held_until, cost_status, cost_min, cost_max, currency, cost_basis,
       hours_min, hours_max, span_min, span_max, span_unit
FROM history
WHERE offering_id IN (SELECT offering_id FROM changes WHERE "change" = 'changed')
QUALIFY count(*) OVER (PARTITION BY offering_id) > 1
ORDER BY offering_id, held_from;
