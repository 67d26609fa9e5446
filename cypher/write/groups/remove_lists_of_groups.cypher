// Takes away the relationships that the earlier rows of these groups made.
:param ids => ['acme/group-9']
UNWIND $ids AS id
MATCH (g:Group {id: id})
CALL (g) {
  MATCH (g)-[r:PART_OF]->()
  DELETE r
}
RETURN count(*) AS cleared;
