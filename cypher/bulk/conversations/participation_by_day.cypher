// The days of these conversations and of all who took part, in one row: each as [id, private, days, counts, people, sizes, days of people, their counts], where sizes say how many of the last two are of each person.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  MATCH (p:Person)-[t:TOOK_PART_IN]->(c)
  WHERE t.days IS NOT NULL
  WITH collect(p.id) AS people, collect(t.days) AS days, collect(t.counts) AS counts
  RETURN
    people,
    [one IN days | size(one)] AS sizes,
    reduce(flat = [], one IN days | flat + one) AS people_days,
    reduce(flat = [], one IN counts | flat + one) AS people_counts
}
RETURN collect([
  c.id, c.visibility = 'private', c.days, c.counts, people, sizes, people_days, people_counts
]) AS conversations;
