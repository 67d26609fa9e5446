// The property is this value or above.
n.property >= $value
