// Everybody those of goals; of links who may read their conversation; of a person that person, and who may see what was changed of others.
(
  n.talk IS NULL
  OR EXISTS {
    MATCH (talk_of:Conversation {id: n.talk})
    WHERE true // +policy talk_of:Conversation
  }
)
AND (
  $reader_sees_people
  OR NOT n.subject STARTS WITH 'Person '
  OR n.subject = 'Person ' + coalesce($reader_person, '')
)
