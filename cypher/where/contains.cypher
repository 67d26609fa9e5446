// The text holds this text; both are folded.
n.property CONTAINS $value
