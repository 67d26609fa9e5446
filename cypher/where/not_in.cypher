// The property is there and none of these values.
NOT n.property IN $value
