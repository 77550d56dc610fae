"""The tables of the SQLite database, as SQL with what each column means."""

# What tells these databases from others, and their versions: https://www.sqlite.org/pragma.html#pragma_application_id
APPLICATION = 0x63746D73  # "ctms"
VERSION = 1  # grows when a table or column is renamed or removed

# The indexes of words need SQLite's extension FTS5.
SCHEMA = """\
CREATE TABLE meta ( -- when and of what this was made: the picture is that of the reference day
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT
);

CREATE TABLE statuses (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  open INTEGER NOT NULL, -- 1: something is still to be delivered or goes on
  meaning TEXT NOT NULL
);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  name_nl TEXT
);

CREATE TABLE areas ( -- intervention areas
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  name_nl TEXT
);

CREATE TABLE letters (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  title_nl TEXT,
  date TEXT NOT NULL,
  sender TEXT REFERENCES organisations (id),
  reference TEXT, -- the letter's own
  publication TEXT, -- id of the official publication
  publication_inferred INTEGER NOT NULL, -- 1: the id was inferred, not established
  url TEXT
);

CREATE TABLE signatories (
  letter TEXT NOT NULL REFERENCES letters (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (letter, position)
);

CREATE TABLE links (
  letter TEXT NOT NULL REFERENCES letters (id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (letter, position)
);

CREATE TABLE passages (
  letter TEXT NOT NULL REFERENCES letters (id),
  number INTEGER NOT NULL, -- the paragraph, in reading order
  digest TEXT NOT NULL, -- what it says, in the registry's own words
  digest_nl TEXT, -- the same in Dutch
  context INTEGER NOT NULL, -- 1: was read and holds no measure
  PRIMARY KEY (letter, number)
);

CREATE TABLE measures (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  title_nl TEXT,
  area TEXT REFERENCES areas (id),
  owner TEXT NOT NULL REFERENCES organisations (id),
  owner_inferred INTEGER NOT NULL -- 1: no letter names the owner
);

CREATE TABLE partners (
  measure TEXT NOT NULL REFERENCES measures (id),
  position INTEGER NOT NULL,
  organisation TEXT NOT NULL REFERENCES organisations (id),
  PRIMARY KEY (measure, position)
);

CREATE TABLE measure_references ( -- dossiers, publications and laws that the letters name
  measure TEXT NOT NULL REFERENCES measures (id),
  position INTEGER NOT NULL,
  reference TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (measure, position)
);

CREATE TABLE relations ( -- between measures that are both here
  measure TEXT NOT NULL REFERENCES measures (id),
  kind TEXT NOT NULL CHECK (kind IN ('part_of', 'supersedes', 'follows')),
  position INTEGER NOT NULL,
  other TEXT NOT NULL REFERENCES measures (id),
  PRIMARY KEY (measure, kind, position)
);

-- Dates are EDTF (ISO 8601-2): 2017, 2017-09, 2017-22 (summer), 2018-07/2018-09. Beside each that may be partial stand
-- the first and the last day that it may mean.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  measure TEXT NOT NULL REFERENCES measures (id),
  position INTEGER NOT NULL, -- in the order of the letters' dates
  date TEXT NOT NULL, -- from when it is true
  date_first TEXT NOT NULL,
  date_last TEXT NOT NULL,
  status TEXT NOT NULL REFERENCES statuses (id),
  letter TEXT NOT NULL REFERENCES letters (id),
  passage INTEGER,
  quote TEXT,
  due TEXT, -- when the letter promises it for
  due_first TEXT,
  due_last TEXT,
  note TEXT,
  note_nl TEXT,
  url TEXT, -- opens the publication at the quoted words
  UNIQUE (measure, position),
  FOREIGN KEY (letter, passage) REFERENCES passages (letter, number)
);

CREATE TABLE packages ( -- money announced as one whole
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  title_nl TEXT,
  unit TEXT NOT NULL,
  letter TEXT NOT NULL REFERENCES letters (id),
  passage INTEGER,
  quote TEXT,
  structural_from INTEGER, -- the year from which the last amount recurs every year
  url TEXT,
  FOREIGN KEY (letter, passage) REFERENCES passages (letter, number)
);

CREATE TABLE tracks ( -- parts of a package; the passage is one of the package's letter
  package TEXT NOT NULL REFERENCES packages (id),
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  title_nl TEXT,
  passage INTEGER,
  quote TEXT,
  PRIMARY KEY (package, id)
);

CREATE TABLE restatements ( -- places where a letter gives a total again, in running text or rounded
  id INTEGER PRIMARY KEY,
  package TEXT NOT NULL REFERENCES packages (id),
  track TEXT,
  letter TEXT NOT NULL REFERENCES letters (id),
  passage INTEGER,
  quote TEXT,
  note TEXT,
  note_nl TEXT,
  FOREIGN KEY (package, track) REFERENCES tracks (package, id),
  FOREIGN KEY (letter, passage) REFERENCES passages (letter, number)
);

-- Money is exact in thousandths of its unit, so that sum(thousandths) / 1000.0 is exact too; the amount is for reading.
CREATE TABLE totals ( -- announced totals by year, of a package or of one of its tracks
  id INTEGER PRIMARY KEY,
  package TEXT NOT NULL REFERENCES packages (id),
  track TEXT,
  restatement INTEGER REFERENCES restatements (id), -- given again: to be compared, never added
  year INTEGER NOT NULL,
  thousandths INTEGER NOT NULL,
  amount REAL NOT NULL CHECK (amount = thousandths / 1000.0),
  FOREIGN KEY (package, track) REFERENCES tracks (package, id)
);

CREATE TABLE allocations ( -- money of one measure, as one place of one letter gives it
  id INTEGER PRIMARY KEY,
  measure TEXT NOT NULL REFERENCES measures (id),
  position INTEGER NOT NULL,
  letter TEXT NOT NULL REFERENCES letters (id),
  passage INTEGER,
  quote TEXT,
  -- package: adds up to the package's totals; within: inside other money, not to be added again; outside every package
  part TEXT NOT NULL CHECK (part IN ('package', 'within', 'outside')),
  package TEXT REFERENCES packages (id),
  track TEXT,
  line TEXT, -- its name in the letter's table
  unit TEXT NOT NULL,
  structural_from INTEGER, -- the year from which the last amount recurs every year
  within TEXT REFERENCES measures (id), -- in whose money it is contained
  on_top_of TEXT REFERENCES measures (id), -- on top of whose money it comes
  note TEXT,
  note_nl TEXT,
  url TEXT,
  UNIQUE (measure, position),
  FOREIGN KEY (package, track) REFERENCES tracks (package, id),
  FOREIGN KEY (letter, passage) REFERENCES passages (letter, number)
);

CREATE TABLE amounts (
  id INTEGER PRIMARY KEY,
  allocation INTEGER NOT NULL REFERENCES allocations (id),
  year INTEGER, -- none where the letter names no year
  thousandths INTEGER NOT NULL,
  amount REAL NOT NULL CHECK (amount = thousandths / 1000.0),
  UNIQUE (allocation, year)
);

CREATE TABLE state ( -- what follows from a measure's events on the reference day (see meta)
  measure TEXT PRIMARY KEY NOT NULL REFERENCES measures (id),
  status TEXT NOT NULL REFERENCES statuses (id),
  open INTEGER NOT NULL,
  status_certain INTEGER NOT NULL, -- 0: perhaps not yet; the reference day lies within the date since when
  since TEXT NOT NULL, -- from when it has this status
  since_first TEXT NOT NULL,
  since_last TEXT NOT NULL,
  announced TEXT NOT NULL, -- day of the first letter
  updated TEXT NOT NULL, -- day of the last letter
  letter TEXT NOT NULL REFERENCES letters (id), -- the first letter
  status_letter TEXT NOT NULL REFERENCES letters (id), -- that gave the status, from the day of `since` on
  last_letter TEXT NOT NULL REFERENCES letters (id), -- of the day of `updated`
  due_letter TEXT REFERENCES letters (id), -- whose promise stands
  due TEXT, -- the deadline that stands
  due_first TEXT,
  due_last TEXT,
  overdue INTEGER NOT NULL, -- 1: open, and the due date has passed; that is not to say that nothing was done
  heard_since_due INTEGER NOT NULL, -- 1: a letter spoke of it after its due date; 0: no later word
  slipped_days INTEGER, -- by how much the due date moved in all; null where that is not exact
  slipped_days_least INTEGER,
  slipped_days_most INTEGER,
  silent_days INTEGER -- since the last letter, where it is open
);

CREATE VIEW open_measures AS
  SELECT measures.id, measures.title, measures.title_nl, state.status, measures.area, measures.owner,
    organisations.name AS owner_name, state.announced, state.updated, state.due, state.due_last, state.overdue,
    state.heard_since_due, state.slipped_days, state.silent_days
  FROM measures JOIN state ON state.measure = measures.id JOIN organisations ON organisations.id = measures.owner
  WHERE state.open
  ORDER BY state.due_last IS NULL, state.due_last, state.due_first, measures.id;

CREATE VIEW overdue_measures AS SELECT * FROM open_measures WHERE overdue;

-- SELECT * FROM search WHERE search MATCH 'words', whatever their case and accents
CREATE VIRTUAL TABLE search USING fts5 (
  text, what UNINDEXED, measure UNINDEXED, letter UNINDEXED, passage UNINDEXED,
  tokenize = 'unicode61 remove_diacritics 2'
);

-- The same for one table each, as Datasette and sqlite-utils look for it: sqlite-utils search FILE measures 'words'
"""

# table -> its columns in which words are searched
INDEXED = {
    "measures": ("title", "title_nl"),
    "events": ("quote", "note", "note_nl"),
    "letters": ("title", "title_nl"),
    "passages": ("digest", "digest_nl"),
}
INDEX = """\
CREATE VIRTUAL TABLE {table}_fts USING fts5 ({columns}, content="{table}", tokenize = 'unicode61 remove_diacritics 2');
"""
