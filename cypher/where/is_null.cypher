// The property is absent.
n.property IS NULL
