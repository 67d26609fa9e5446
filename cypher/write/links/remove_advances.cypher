// Takes away that conversations advance goals: the links are not confirmed. One row a link.
:param rows => [{conversation: 'acme/conversation-1', goal: 'acme/goal-9'}]
UNWIND $rows AS row
MATCH (:Conversation {id: row.conversation})-[r:ADVANCES]->(:Goal {id: row.goal})
DELETE r
RETURN count(*) AS removed;
