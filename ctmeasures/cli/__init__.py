"""The command line: it reads options, prints answers, and leaves with an exit code."""
