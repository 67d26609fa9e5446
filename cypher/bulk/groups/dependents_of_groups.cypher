// What hangs on groups and would lose them: members and homes of any time, groups that are part of them, goals, conversations. One row in all.
:param ids => ['acme/group-1']
MATCH (g:Group)
WHERE g.id IN $ids
WITH
  COUNT { (g)<-[:MEMBER_OF|HOME_IN]-(:Person) } AS members,
  COUNT { (g)<-[:PART_OF]-(:Group) } AS parts,
  COUNT { (g)-[:PURSUES]->(:Goal) } AS goals,
  COUNT {
    MATCH (g)<-[:HELD_IN]-(c:Conversation)
    WHERE true // +policy c:Conversation
  } AS conversations
RETURN
  sum(members) AS members,
  sum(parts) AS parts,
  sum(goals) AS goals,
  sum(conversations) AS conversations;
