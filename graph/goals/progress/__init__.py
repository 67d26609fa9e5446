"""How far goals have come, exactly: their own progress, the roll-up, and what is expected by a day.

    own_progress   one goal by its metric or by what a check-in says
    rollup         a weighted mean of the goals that support it, over a whole graph of goals
    expectation    the share of the period that has passed, and the status that this proposes
    history        how goals stood on earlier days
    decimals       fractions as the decimals that are shown, which still add up
    goal_progress  the numbers out of the store, for many goals at once

All but `goal_progress` and `cache` is arithmetic on fractions, without store or clock.
"""
