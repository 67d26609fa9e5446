// The list holds this value.
$value IN n.property
