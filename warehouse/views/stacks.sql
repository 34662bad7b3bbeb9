-- What stacks into what: both ends by name, the target's id where it is in the catalogue.
SELECT r.offering_id, r.institution_id, o.title, r.relation, r.target_text, r.target_offering_id,
       t.title AS target_title, t.credential_kind AS target_kind, t.state AS target_state
FROM relations r
JOIN offerings o USING (offering_id)
LEFT JOIN all_offerings t ON t.offering_id = r.target_offering_id
WHERE r.relation IN ('stacks_into', 'part_of')
