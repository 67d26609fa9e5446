// Takes offers out of the store.
:param ids => ['acme/offer-9']
UNWIND $ids AS id
MATCH (o:Offer {id: id})
DETACH DELETE o
RETURN count(*) AS removed;
