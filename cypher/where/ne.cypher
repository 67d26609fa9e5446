// The property is there and another value.
n.property <> $value
