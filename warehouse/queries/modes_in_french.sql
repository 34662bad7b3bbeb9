-- Question: combien d'offres selon le mode d'enseignement et la langue? (the same in French words)
-- offerings_fr has French words for codes; « Non indiqué » where nothing is said.
-- Example: En ligne | fr | 12
SELECT delivery_mode AS mode, instruction_language AS langue, count(*) AS offres
FROM offerings_fr
GROUP BY ALL
ORDER BY offres DESC, mode, langue;
