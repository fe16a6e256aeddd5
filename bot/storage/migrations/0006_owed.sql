-- Revises: 5
-- Date: 2026-11-26
-- Reason: transcripts and chapters of recordings are asked for again as pages are

CREATE TABLE owed (
    guild   INTEGER NOT NULL REFERENCES guild (ordinal),
    url_key TEXT NOT NULL,                      -- of the piece
    what    TEXT NOT NULL CHECK (what IN ('page', 'recording')),
    named   TEXT NOT NULL CHECK (json_valid(named)),   -- where the feed says that it is
    feed    INTEGER NOT NULL REFERENCES feed (id),
    tries   INTEGER NOT NULL DEFAULT 0,         -- after the first
    due     TEXT NOT NULL,
    PRIMARY KEY (guild, url_key, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_feed ON owed (feed, due);

INSERT INTO owed (guild, url_key, what, named, feed, tries, due)
SELECT guild, url_key, 'page', json_object('url', url), feed, tries, due FROM owed_page;
DROP TABLE owed_page;
