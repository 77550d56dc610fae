"""The website of a registry: static pages in English and Dutch, a feed, a calendar and the data, for any host or none."""
