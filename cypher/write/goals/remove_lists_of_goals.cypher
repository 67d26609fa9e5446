// Takes away what the earlier rows of these goals made, so that no cycle passes through them meanwhile.
:param rows => [{id: 'acme/goal-9', version: 2}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
CALL (g) {
  MATCH (g)-[r:SUPPORTS|AWAITS|SUCCEEDS|AWAITS_BLOCKER]->()
  DELETE r
}
CALL (g) {
  MATCH (g)<-[r:OWNS|PURSUES|BLOCKS]-()
  DELETE r
}
SET
  g.by_updated = stamp + g.id,
  g.version = CASE
    WHEN g.version >= row.version AND g.content_hash IS NOT NULL THEN g.version + 1
    WHEN g.version > row.version THEN g.version
    ELSE row.version
  END
REMOVE g.content_hash
RETURN count(*) AS cleared;
