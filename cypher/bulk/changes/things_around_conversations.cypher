// The links of these conversations: label and id. One row a link.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})<-[:OF]-(l:Link)
RETURN
  'Link' AS label,
  l.id AS id
ORDER BY label, id;
