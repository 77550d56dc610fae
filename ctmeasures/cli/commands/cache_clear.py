"""`ctmeasures cache clear`: the cache can always be thrown away."""


def cache_clear() -> None:
    """Empty the cache, in which big registries that have not changed are found read and checked.

    It lies in your own folder of caches, is never out of date, and takes at
    most 256 MiB. Nothing is lost: the next command reads the files again.
    `--no-cache` does without it once, CTMEASURES_NO_CACHE=1 always.

    \b
    Examples:
      ctmeasures cache clear
    """
    from ctmeasures.cli.output import CannotRun, report
    from ctmeasures.disk import cache
    from ctmeasures.render.safe import clean
    from ctmeasures.render.words import count_words

    count, size, left = cache.clear()
    if left:
        raise CannotRun(f"{count_words(left, 'file')} in {cache.folder()} cannot be removed; whose are they?")
    done = f"removed {count_words(count, 'file')}, {size / 1024 / 1024:.1f} MiB, from {clean(cache.folder())}"
    report(f"{done}\n", done)
