// The property is there.
n.property IS NOT NULL
