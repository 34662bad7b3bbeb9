-- Question: which institutions tell a learner what they need to know, and is what we hold of them fresh?
-- Shares are 0 to 1 of the offerings on show; NULL without offerings. stale_days counts from the last complete night.
-- Example: coast | BC | 42 | 0 | 0.93 | 0.88 | 0.97 | 0.71 | complete | 0
SELECT institution_id, province, offerings, stale_offerings, share_cost, share_duration, share_delivery, completeness,
       last_outcome, stale_days
FROM scorecard
ORDER BY completeness DESC NULLS LAST, institution_id;
