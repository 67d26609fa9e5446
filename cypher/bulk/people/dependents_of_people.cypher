// What hangs on the people whose accounts these are. One row in all.
:param ids => ['acme/person-1']
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.id IN $ids
WITH DISTINCT p
WITH
  COUNT { (p)<-[:OF]-(:Account) } AS accounts, // +figure
  COUNT { (p)-[:WROTE]->(:Message) } AS messages,
  COUNT { (p)-[:TOOK_PART_IN]->(:Conversation) } AS conversations,
  COUNT { (p)-[:OWNS]->(:Goal) } AS goals,
  COUNT { (p)-[:CHECKED_IN]->(:CheckIn) } AS check_ins,
  COUNT { (p)-[:DECIDED]->(:Decision) } AS decisions,
  COUNT { (p)-[:ASKED]->(:Need) } AS needs,
  COUNT { (p)-[:OFFERS]->(:Offer) } AS offers,
  COUNT { (p)-[:PROPOSED]->(:Experiment) } AS experiments,
  COUNT { (p)<-[line:REPORTS_TO]-(:Person) WHERE line.until IS NULL } AS reports,
  COUNT { (p)-[:MEMBER_OF|HOME_IN]->(:Group) } AS memberships,
  COUNT { (p)-[:REACTED_TO]->(:Message) } AS reactions,
  COUNT { (p)-[:HELD|SOLVED|CONNECTED]->(:Need) } AS help,
  COUNT { (p)-[:BACKS]->(:Experiment) } AS backings,
  COUNT { (p)-[:DECLARED]->(:Outcome) } AS declared
RETURN
  sum(accounts) AS accounts,
  sum(messages) AS messages,
  sum(conversations) AS conversations,
  sum(goals) AS goals,
  sum(check_ins) AS check_ins,
  sum(decisions) AS decisions,
  sum(needs) AS needs,
  sum(offers) AS offers,
  sum(experiments) AS experiments,
  sum(reports) AS reports,
  sum(memberships) AS memberships,
  sum(reactions) AS reactions,
  sum(help) AS help,
  sum(backings) AS backings,
  sum(declared) AS outcomes;
