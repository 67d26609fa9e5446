"""The read compiler: the plain part of a field's selection as one statement, laid out as the answer wants it.

    declarations   what a field of the schema says about how it is read
    builder        makes the plan of a field from its selection, once a document
    plan           what the statement reads: levels of columns, and the parts below each
    lists          the arguments of the plan's lists in one request
    fields         how columns become values
    objects        how rows become objects
    connections    how lists below rows become pages
    columns        how one column of the store becomes JSON, or the value of a record
    run            one reading: what is asked, what is still awaited, what failed
    entries        the compiled field in the executor: asks, and lays out the answer
    lookups        the same for root fields that find nodes by id
    node_plans     nodes by label and id, each with what is selected of it
    node_rows      nodes of lists that the process works out, until they are laid out
    plan_cache     the plans of a document, remembered with it

docs/read_compiler.md follows one query through all of it, and says how to add a field.
"""
