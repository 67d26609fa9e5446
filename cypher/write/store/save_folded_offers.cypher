// Saves what was folded of what is offered, or came of talk anew. One row a thing.
:param rows => [{label: 'Offer', id: 'acme/offer-1', key: 'answers within a day'}]
UNWIND $rows AS row
MATCH (n:Offer|Outcome {id: row.id})
WHERE row.label IN labels(n)
SET
  n.what_key = row.key
RETURN count(*) AS saved;
