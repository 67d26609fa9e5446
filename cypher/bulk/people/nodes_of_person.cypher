// A person, their accounts, API keys, hooks, choices of privacy, scores of their own, views of their numbers and changes of what they are, with all that the store keeps of them but the hashes of secrets.
:param id => 'acme/person-1'
MATCH (p:Person {id: $id})
CALL (p) {
  RETURN p AS n
  UNION ALL
  MATCH (p)<-[:OF]-(n:Account)
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:ApiKey {account: a.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (k:ApiKey {account: a.id})
  MATCH (n:Hook {key: k.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:OptOut {id: a.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:ProfileShare {account: a.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:ProfileShare {with: a.id})
  RETURN n
  UNION ALL
  MATCH (n:OwnScore {person: p.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:ProfileView {person: a.id})
  RETURN n
  UNION ALL
  MATCH (p)<-[:OF]-(a:Account)
  MATCH (n:Change {subject: 'Person ' + a.id})
  RETURN n
}
RETURN
  labels(n)[0] AS label,
  n.id AS id,
  n {.*, hash: null, secrets: null} AS properties
ORDER BY label DESC, id;
