// The property is one of these values.
n.property IN $value
