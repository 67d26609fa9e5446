"""What analysts' statements may hold: what stands on no list here is refused, whatever it is.

The store's READ sessions are no sandbox: they load files and addresses, show and end the transactions of
others, and call procedures that change settings. So each list names what is known to read the graph only.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, which lie between spaces."""
    return frozenset(text.split())


SECRET_LABELS = frozenset({"ApiKey", "Request", "Tombstone", "LedgerColumn", "LedgerTalk"}) | {
    *("OptOut", "OwnScore", "ProfileShare", "ProfileView", "Hook")
}
"""Labels whose nodes analysts never read: hashes of secrets, of whom was erased, what was asked, what people
chose of their own numbers, where changes are sent, and what is packed of everybody.

A node of these has no other label and no relationship, which a test holds: it is found only by its label,
or where all nodes are looked through, or by the store's own number; all three are refused.
"""

FIRST_WORDS = frozenset(
    ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "LET", "FILTER", "FINISH", "{")
)
"""What a statement may begin with."""

OPERATORS = words("""
    AntiSemiApply Apply Argument AssertSameNode AssertSameRelationship AsyncArgument CacheProperties
    CartesianProduct Distinct Eager EagerAggregation Empty EmptyResult EmptyRow ExhaustiveLimit Expand
    Filter Input Intersection LetAntiSemiApply LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply
    Limit NodeByLabelScan NodeCountFromCountStore NodeHashJoin NodeIndexContainsScan NodeIndexEndsWithScan
    NodeIndexScan NodeIndexSeek NodeIndexSeekByRange NodeLeftOuterHashJoin NodeRightOuterHashJoin
    NodeUniqueIndexSeek NodeUniqueIndexSeekByRange NodeVectorIndexSearch Optional OptionalExpand
    OrderedAggregation OrderedDistinct OrderedUnion PartialSort PartialTop PathPropagatingBFS
    ProcedureCall ProduceResults Projection ProjectEndpoints
    RelationshipCountFromCountStore Repeat RepeatOptions RollUpApply SelectOrAntiSemiApply
    SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath SubtractionNodeByLabelsScan
    IntersectionNodeByLabelsScan UnionNodeByLabelsScan Top Top1WithTies Union Unwind ValueHashJoin
    VarLengthExpand TriadicBuild TriadicFilter TriadicSelection AllRelationshipsScan
    RelationshipByElementIdSeek MultiNodeIndexSeek Trail BidirectionalRepeat
    DirectedAllRelationshipsScan UndirectedAllRelationshipsScan
    DirectedRelationshipTypeScan UndirectedRelationshipTypeScan
    DirectedUnionRelationshipTypesScan UndirectedUnionRelationshipTypesScan
    DirectedRelationshipIndexScan UndirectedRelationshipIndexScan
    DirectedRelationshipIndexContainsScan UndirectedRelationshipIndexContainsScan
    DirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexEndsWithScan
    DirectedRelationshipIndexSeek UndirectedRelationshipIndexSeek
    DirectedRelationshipIndexSeekByRange UndirectedRelationshipIndexSeekByRange
    DirectedRelationshipUniqueIndexSeek UndirectedRelationshipUniqueIndexSeek
    DirectedRelationshipUniqueIndexSeekByRange UndirectedRelationshipUniqueIndexSeekByRange
    """)
"""Operators of plans that read what has a label, and work with it; their variants stand in brackets."""

ALL_NODES = words(
    "AllNodesScan PartitionedAllNodesScan NodeByElementIdSeek NodeByIdSeek DynamicLabelNodeLookup"
)
"""Operators that find nodes of any label; refused with the advice to name one."""

PROCEDURES = frozenset(
    ("db.awaitindexes", "db.index.fulltext.querynodes", "db.index.vector.querynodes")
)
"""Procedures that may be called, in small letters."""

FUNCTIONS = words("""
    all any none single reduce exists
    count sum avg min max collect stdev stdevp percentilecont percentiledisc
    coalesce nullif valuetype head last tail size length char_length character_length isempty
    id elementid labels type keys properties nodes relationships startnode endnode
    toboolean tobooleanornull tobooleanlist tointeger tointegerornull tointegerlist
    tofloat tofloatornull tofloatlist tostring tostringornull tostringlist
    abs ceil ceiling floor round sign sqrt isnan isinf rand exp log log10 ln e pi
    sin cos tan cot asin acos atan atan2 sinh cosh tanh coth degrees radians haversin
    left right substring split trim btrim ltrim rtrim tolower toupper lower upper reverse normalize
    range replace
    date datetime localdatetime time localtime duration
    zoned_datetime local_datetime zoned_time local_time
    date.truncate datetime.truncate localdatetime.truncate time.truncate localtime.truncate
    datetime.fromepoch datetime.fromepochmillis
    duration.between duration.indays duration.inmonths duration.inseconds
    point point.distance point.withinbbox vector.similarity.cosine vector.similarity.euclidean
    shortestpath allshortestpaths
    """)
"""Functions that may be called, in small letters."""

BEFORE_BRACKET = words("""
    MATCH OPTIONAL WHERE AND OR XOR NOT IN IS AS BY ON WITH RETURN DISTINCT UNWIND CALL CASE WHEN THEN ELSE
    STARTS ENDS CONTAINS LIMIT SKIP OFFSET ASC DESC ASCENDING DESCENDING UNION ALL ANY SHORTEST
    PATH PATHS GROUP GROUPS WALK TRAIL ACYCLIC SIMPLE ELEMENTS RELATIONSHIPS BINDINGS LET FILTER YIELD
    """)
"""Keywords that may stand before a round bracket without being a function."""

WRITING = words("CREATE MERGE SET DELETE DETACH NODETACH REMOVE FOREACH INSERT DROP")
"""Keywords of writing, for the message only: what decides is the plan, and the session."""
