// The property is this value.
n.property = $value
