-- Question: which facts do institutions leave out most?
-- Share (0 to 1) of offerings that state the field; out of offerings on show at all institutions.
-- Example: assessment | 420 | 35 | 0.083
SELECT field, sum(offerings)::BIGINT AS offerings, sum(stated)::BIGINT AS stated,
       round(sum(stated) / sum(offerings), 3) AS share
FROM coverage
GROUP BY field
ORDER BY share, field;
