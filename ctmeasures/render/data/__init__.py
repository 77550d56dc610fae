"""JSON, JSON Lines and CSV: the same values for other programs, a module for each view.

JSON is ASCII only, so that no control or bidirectional character reaches a terminal raw.
"""
