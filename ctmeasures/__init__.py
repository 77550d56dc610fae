"""ctmeasures: a tracker of announced counter-terrorism measures.

A measure is its history of cited events; everything else is derived.
"""

__version__ = "0.1.0"
