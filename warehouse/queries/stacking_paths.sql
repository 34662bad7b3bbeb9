-- Question: what do micro-credentials stack into, and how many lead there?
-- Targets by the name the page gives them; target_offering_id is set where the target is itself in the catalogue.
-- Example: coast | Certificate in Metal Work | 3 | NULL | Welding basics; Welding two; Welding three
SELECT institution_id, target_text, count(DISTINCT offering_id) AS offerings, any_value(target_offering_id) AS target,
       string_agg(DISTINCT title, '; ' ORDER BY title) AS titles
FROM stacks
GROUP BY institution_id, target_text
ORDER BY offerings DESC, institution_id, target_text
LIMIT 50;
