// The rows whose sort key lies below a cursor.
n.property < $before
