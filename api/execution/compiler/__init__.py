"""The read compiler: the plain part of a field's selection as one statement, laid out as the answer wants it.

    plan      what is read for a field and what hangs below it, made of the selection once a document
    fields    how the columns of rows become the values of one selected field
    columns   how a column of the store becomes JSON, or the value of a record
    reading   the field in the executor: asks, lays out, and joins what this process works out

docs/reads.md shows one statement, and how to add a field.
"""
