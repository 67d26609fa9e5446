// The text begins with this text; both are folded.
n.property STARTS WITH $value
