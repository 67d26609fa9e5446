// The rows whose sort key lies above a cursor.
n.property > $after
