// What changes are told of, of the people of these ids or accounts: their facts: kind, other thing, value. One row a person.
:param ids => ['acme/person-1']
CALL () {
  UNWIND $ids AS id
  MATCH (:Account {id: id})-[:OF]->(p:Person)
  RETURN p
  UNION
  UNWIND $ids AS id
  MATCH (p:Person {id: id})
  RETURN p
}
CALL (p) {
  MATCH (p)-[belongs:MEMBER_OF]->(g:Group)
  RETURN collect([
    'person_membership',
    g.id,
    coalesce(belongs.role, '') + ' ' + coalesce(toString(belongs.since), '') + '/' + coalesce(toString(belongs.until), '')
  ]) AS memberships
}
CALL (p) {
  MATCH (p)-[home:HOME_IN]->(g:Group)
  WHERE home.until IS NULL
  RETURN collect(['person_home', g.id, '']) AS homes
}
CALL (p) {
  MATCH (p)-[line:REPORTS_TO]->(m:Person)
  WHERE line.until IS NULL
  RETURN collect(DISTINCT [CASE WHEN line.kind = 'dotted' THEN 'person_dotted_manager' ELSE 'person_manager' END, m.id, '']) AS managers
}
RETURN
  p.id AS id,
  true AS whole,
  null AS start,
  null AS talk,
  [
    ['person_title', '', p.title],
    ['person_level', '', toString(p.level)],
    ['person_joined_at', '', toString(p.joined_at)],
    ['person_left_at', '', toString(p.left_at)]
  ] + memberships + homes + managers AS facts
ORDER BY id;
