"""The conventions of the measures: each number that decides what is answered, not how fast.

None is a finding about an organisation. Sizes of blocks and costs of steps, which change only how long
an answer takes, stand in the modules that they are about. `docs/conventions.md` is made from here.
"""

from __future__ import annotations

HALF_LIFE_DAYS = 90.0
"""Days after which an interaction counts half in the strength of a tie: a quarter of a year (Burt
2000: ties decay over about a year)."""
CONTACT_DAYS = 28
"""Days before the day asked for in which people must have been in touch to be in contact: four
weeks."""
CONTACT_INTERACTIONS = 2
"""Interactions in those days, both directions together, that make a contact: one may be chance."""
LEAST_INTERACTIONS = 1
"""Interactions in the window, both directions together, below which a pair has no tie: any talk is one
unless asked otherwise."""
SHARED_INTERACTION = 0.5
"""Interactions that a row of a kind stored for both ends counts: the two rows of a pair are one."""
THREAD_LIMIT = 30
"""People in a thread beyond whom it is no evidence of a tie: an announcement, not a talk."""

ANSWER_CREDIT = 1.0
"""Help that an answer is worth to who answers: one credit a person and question (rule P1 of help)."""
SOLUTION_CREDIT = 1.0
"""Help that a need's solution is worth to its solver, less what its connectors share (P2)."""
CONNECTORS_SHARE = 0.5
"""Help that the connectors of a need share in equal parts (P2)."""
INTRODUCTION_CREDIT = 1.0
"""Help that an introduction is worth to who introduces (C6)."""
STRANGERS_DAYS = 180
"""Days before an introduction in which the two had nothing to do with each other."""
MEETING_DAYS = 28
"""Days after that of an introduction in which the two act towards each other: those of a contact."""
LEAST_WORDS = 5
"""Words below which a reply that points at nothing acknowledges; it answers only where accepted."""
MOST_RECIPIENTS = 15
"""People beyond whom a message that they get or are named in is put to many: a mass mail."""
MASS_SHARE = 0.5
"""Share of all people beyond which a message is a mass mail too, in small networks."""
MASS_RECIPIENTS = 4
"""Recipients that a mass mail in a small network has at least."""

REACH_BUDGET = 500_000_000
"""Ties met by walks that only tell who is reached, up to which distances are exact: about a second's
for 64 people at once."""
COUNT_BUDGET = 30_000_000
"""Ties met by walks that count shortest ways, up to which a request gets exact numbers: about a
second's."""
EXACT_BUDGET = 1_000_000_000
"""Ties met by walks that count shortest ways, up to which an analysis counts all of them; beyond, it
spends as much on a sample."""
DISTANCE_SOURCES = 1024
"""People from whom distances are taken where all are too much work: a standard error of about one in
thirty of what people differ by."""

BETWEENNESS_SOURCES = 256
"""People from whom sampled betweenness counts shortest ways at least, along and against the arrows
(Brandes and Pich 2007, doi:10.1142/S0218127407018403)."""
ALIKE_PEOPLE = 40
"""People of about as many contacts whose answers tell of each other's error, at least."""
ERROR_WIDENING = 1.3
"""Factor by which the standard error of sampled betweenness is widened, for errors that many people
share."""
CONFIDENCE = 0.95
"""Probability with which the bound of sampled betweenness holds for all people together: the usual one."""
EIGENVALUE_TIE = 1e-9
"""Share by which the greatest eigenvalues of two parts may differ and still count as one."""
EIGENVECTOR_RESIDUAL = 1e-9
"""‖A·x − λ·x‖ as a share of λ above which no vector is taken for the eigenvector."""
EIGENVECTOR_AIM = 1e-12
"""‖A·x − λ·x‖ as a share of λ at which the search for an eigenvector ends early."""
DAMPING = 0.85
"""Share of a person's rank that goes on along ties in PageRank: Brin and Page 1998,
doi:10.1016/S0169-7552(98)00110-X."""
PAGERANK_TOLERANCE = 1e-12
"""Change of PageRank in one round, summed over all people, below which it has settled."""
PAGERANK_ROUNDS = 1000
"""Rounds after which PageRank ends at the latest."""

RESOLUTION = 1.0
"""Weight of chance in modularity; above 1 communities are smaller: Newman and Girvan's own."""
LEIDEN_RANDOMNESS = 0.001
"""How often Leiden takes a worse step in its refinement: the usual value of graspologic."""
LEIDEN_ROUNDS = 4
"""Runs of Leiden, each but the first over the result of the one before."""
COMMUNITY_SEEDS = 10
"""Seeds whose communities are compared to see how stable they are; the best is shown."""
COMMUNITY_SEEDS_OF_MANY = 4
"""Seeds that are compared in networks of many people: one takes a second at 20,000."""
MANY_PEOPLE = 10_000
"""People above whom fewer seeds are compared."""
REACHABILITY_PEOPLE = 5000
"""People beyond whom the table of who reaches whom, n² bytes, is refused."""
HIERARCHY_PEOPLE = 1000
"""People up to whom an analysis computes Krackhardt's hierarchy."""
UPPER_BOUND_PEOPLE = 300
"""People up to whom an analysis computes least upper boundedness: it takes n³/64 steps."""
CENTRALIZATION_PEOPLE = 2000
"""People up to whom an analysis computes the centralization of betweenness: it is exact only."""
ALL_SETS = 2000
"""Sets up to which every set of so many key players is tried, so that the best is proven."""
KEY_PLAYER_TIE = 1e-9
"""Difference of two sets of key players, as a share, below which they are equally good."""
CANDIDATE_POOL = 24
"""Candidates for key player who are tried in a large network at least, those of the highest bounds."""
LARGEST_POOL = 400
"""Candidates for key player who are tried in a large network at most."""
POOL_BUDGET = 4 * REACH_BUDGET
"""Ties met by all comparisons of key players on a sample: some seconds' work."""

PERMUTATIONS = 1000
"""Permutations of people's groups that show where chance would put the E-I index: the smallest
p-value is then about 0.001."""
INTRODUCTION_PAIRS = 6_000
"""Pairs of two sets up to which every missing tie is tried, and counted on every pair."""
INTRODUCTION_CANDIDATES = 32
"""People of each set who are tried beyond that: those nearest to their own set."""
INTRODUCTION_SAMPLE = 200
"""People of each set, drawn by chance, on whose pairs a missing tie is then counted."""
