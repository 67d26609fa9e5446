// The link of this id is one on which a person may decide today: who answers for its goal, took part in its talk, or is a steward of a group that either concerns; `*` may decide on all.
(
  $value = '*' OR any(end IN [datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D')] WHERE EXISTS {
    MATCH (decided:Link {id: n.property})
    MATCH (decider:Person {id: $value})
    WHERE NOT coalesce(decider.bot, false)
      AND coalesce(decider.joined_at < end, true) AND coalesce(decider.left_at >= end, true)
      AND (
        EXISTS { (decided)-[:TO]->(:Goal)<-[:OWNS]-(decider) }
        OR EXISTS { (decided)-[:OF]->(:Conversation)<-[:TOOK_PART_IN]-(decider) }
        OR EXISTS {
          MATCH (decider)-[cares:MEMBER_OF]->(minded:Group)
          WHERE cares.role = 'steward'
            AND coalesce(cares.since < end, true) AND coalesce(cares.until >= end, true)
            AND (
              EXISTS { (minded)-[:PURSUES]->(:Goal)<-[:TO]-(decided) }
              OR EXISTS { (minded)<-[:HELD_IN]-(:Conversation)<-[:OF]-(decided) }
            )
        }
      )
  })
)
