// The property is below this value.
n.property < $value
