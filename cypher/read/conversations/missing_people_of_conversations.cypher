// Who would have to be in the conversation and has not spoken, once each: who answers for a goal that it advances, who asked or holds a need that it raises; people who are there today, no programs. Many conversations at once.
:param ids => ['acme/conversation-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  WITH parent, datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
  WITH
    end,
    COLLECT {
      MATCH (:Conversation {id: parent})-[:ADVANCES]->(:Goal)<-[:OWNS]-(owner:Person)
      RETURN owner
    } + COLLECT {
      MATCH (:Conversation {id: parent})<-[:RAISED_IN]-(need:Need)<-[:ASKED|HELD]-(concerned_by:Person)
      WHERE true // +policy need:Need
      RETURN concerned_by
    } AS concerned,
    COLLECT {
      MATCH (:Conversation {id: parent})<-[:IN]-(:Message)<-[:WROTE]-(author:Person)
      RETURN DISTINCT author
    } AS authors
  UNWIND concerned AS n
  WITH DISTINCT n, end, authors
  WHERE NOT n IN authors AND NOT coalesce(n.bot, false)
    AND coalesce(n.joined_at < end, true) AND coalesce(n.left_at >= end, true)
  WITH n
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
