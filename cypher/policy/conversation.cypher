// Who sees talk of its visibility, took part in it, or hosts it; talk of a group also who is in that group today.
coalesce(n.visibility, 'private') IN $reader_sees
OR EXISTS { (n)<-[:TOOK_PART_IN|HOSTS]-(:Person {id: $reader}) }
OR EXISTS {
  MATCH (n)-[:HELD_IN]->(:Group)<-[belonging:MEMBER_OF|HOME_IN]-(reading:Person {id: $reader})
  WHERE n.visibility = 'group'
    AND coalesce(belonging.since < $reader_day, true) AND coalesce(belonging.until >= $reader_day, true)
    AND coalesce(reading.joined_at < $reader_day, true) AND coalesce(reading.left_at >= $reader_day, true)
}
