// Which of these links are of a goal, a conversation, a group that pursues the goal, or a person who owns the goal or has part in the talk.
:param ids => ['acme/conversation-1>acme/goal-1']
:param label => 'Person'
:param id => 'acme/person-1'
MATCH (n:Link)-[:OF]->(c:Conversation)
MATCH (n)-[:TO]->(g:Goal)
WHERE n.id IN $ids // +policy n:Link, c:Conversation
AND CASE $label
  WHEN 'Goal' THEN g.id = $id
  WHEN 'Conversation' THEN c.id = $id
  WHEN 'Group' THEN EXISTS { (g)<-[:PURSUES]-(:Group {id: $id}) }
  ELSE EXISTS { (g)<-[:OWNS]-(:Person {id: $id}) }
    OR EXISTS { (c)<-[:TOOK_PART_IN|HOSTS]-(:Person {id: $id}) }
END
RETURN n.id AS id
ORDER BY id;
