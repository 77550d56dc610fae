"""The commands, one module each, imported when it is asked for."""

from collections.abc import Callable
from importlib import import_module

# Every command: its name, its module here, its function there.
COMMANDS = {
    "list": ("list", "list_"),
    "find": ("find", "find"),
    "show": ("show", "show"),
    "thread": ("thread", "thread"),
    "timeline": ("timeline", "timeline"),
    "due": ("due", "due"),
    "letters": ("letters", "letters"),
    "budget": ("budget", "budget"),
    "stats": ("stats", "stats"),
    "report": ("report", "report"),
    "brief": ("brief", "brief"),
    "export": ("export", "export"),
    "check": ("check", "check"),
    "verify": ("verify", "verify"),
    "links check": ("links_check", "links_check"),
    "update": ("update", "update"),
    "add": ("add", "add"),
    "set": ("set", "set_"),
    "suggest": ("suggest", "suggest"),
    "review": ("review", "review"),
    "accept": ("accept", "accept"),
    "letters add": ("letters_add", "letters_add"),
    "letters find": ("letters_find", "letters_find"),
    "letters passages": ("letters_passages", "letters_passages"),
    "diff": ("diff", "diff"),
    "log": ("log", "log"),
    "merge": ("merge", "merge"),
    "git install": ("git_install", "git_install"),
    "site": ("site", "site"),
    "cache clear": ("cache_clear", "cache_clear"),
    "schema": ("schema", "schema"),
    "init": ("init", "init"),
}


def function(name: str) -> Callable[..., None]:
    """Return the function of a command."""
    module, attribute = COMMANDS[name]
    found: Callable[..., None] = getattr(import_module(f"ctmeasures.cli.commands.{module}"), attribute)
    return found
