// The property is above this value.
n.property > $value
