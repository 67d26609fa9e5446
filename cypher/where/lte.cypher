// The property is this value or below.
n.property <= $value
