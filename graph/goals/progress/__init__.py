"""How far goals have come, exactly: their own progress, the roll-up, and what is expected by a day.

    own       one goal by its metric or by what a check-in says
    rollup    a weighted mean of the goals that support it, over a whole graph of goals
    expected  the share of the period that has passed, and the status that this proposes
    shown     fractions as the decimals that are shown, which still add up
    read      the numbers out of the store, for many goals at once

All but `read` is arithmetic on fractions, without store or clock.
"""
