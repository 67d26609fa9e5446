// Who sees talk of its visibility, took part in it, or hosts it; talk of a group also who is in that group today.
coalesce(n.visibility, 'private') IN $reader_sees
OR n.id + '' IN $reader_talk
OR coalesce(n.visibility, '') = 'group' AND EXISTS { (n)-[:HELD_IN]->(held_by:Group) WHERE held_by.id IN $reader_groups }
