"""How an answer looks: values in, text out. Nothing here knows files, git or the command line."""
