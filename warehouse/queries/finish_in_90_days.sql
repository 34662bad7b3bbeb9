-- Question: what can be finished within 90 days at 8 hours a week?
-- The macro finish_by(date, hours_per_week): what is not stated is never assumed, so an offering without dates or
-- length is not here, and `pace` says "not stated" where nothing tells the hours a week it asks for.
-- Example: Welding basics | 2027-01-11 | 2027-02-19 | stated | fits | 495.00 | CAD | http://…
SELECT title, starts_on, finish_on, finish_source, pace, cost_min, currency, url
FROM finish_by((SELECT max(night) + 90 FROM runs), 8)
ORDER BY finish_on, offering_id, section_id
LIMIT 20;
