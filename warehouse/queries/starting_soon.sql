-- Question: what starts within the next 60 days and still takes learners?
-- Sections with a stated first day; availability as stated ("unknown" where nothing is said, which is not "open").
-- Example: 2027-01-11 | Welding basics | coast | open | 495.00 | 2027-01-04 | http://…
SELECT s.start_date, o.title, o.institution_id, s.availability, coalesce(s.price, o.cost_min) AS price, s.apply_by, o.url
FROM sections s
JOIN offerings o USING (offering_id)
WHERE s.start_date BETWEEN (SELECT max(night) FROM runs) AND (SELECT max(night) + 60 FROM runs)
  AND s.availability NOT IN ('closed', 'cancelled', 'full')
ORDER BY s.start_date, o.offering_id, s.section_id
LIMIT 50;
