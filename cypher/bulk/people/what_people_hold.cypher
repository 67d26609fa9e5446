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
  COUNT { (p)<-[line:REPORTS_TO]-(:Person) WHERE line.until IS NULL } AS reports
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
  sum(reports) AS reports;
