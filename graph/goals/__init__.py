"""What goals are measured by: progress, alignment with talk, suggested links, warnings.

What can be read of a goal lies in `organisation`; what changes one lies in `writing`.
"""
