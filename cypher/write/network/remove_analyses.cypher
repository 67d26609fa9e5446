// Takes analyses out of the store with all that they measured, also of people whose scores are their own only.
:param ids => ['goalgraph/20200101T000000000000-none']
UNWIND $ids AS id
MATCH (n:Analysis {id: id})
CALL (n) {
  MATCH (own:OwnScore {analysis: n.id})
  DETACH DELETE own
}
DETACH DELETE n
RETURN count(*) AS removed;
