// Which of these offers are in the store, with the hash of what their rows said.
:param ids => ['acme/offer-1']
MATCH (o:Offer)
WHERE o.id IN $ids
RETURN
  o.id AS id,
  o.content_hash AS content_hash,
  null AS version;
