-- Revises: 3
-- Date: 2026-11-26
-- Reason: drafts known again by what they are, and pages of feeds that are asked for again

-- By which a waiting draft is known: its addresses, its title, its text, and sampled four-word hashes of it.
CREATE TABLE draft_mark (
    guild INTEGER NOT NULL REFERENCES guild (ordinal),
    mark  TEXT NOT NULL,
    draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    PRIMARY KEY (guild, mark, draft)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_mark_draft ON draft_mark (draft);

-- Pages that did not answer when the feed named them: what came in their place is but a teaser.
CREATE TABLE owed_page (
    guild   INTEGER NOT NULL REFERENCES guild (ordinal),
    url_key TEXT NOT NULL,
    url     TEXT NOT NULL,
    feed    INTEGER NOT NULL REFERENCES feed (id),
    tries   INTEGER NOT NULL DEFAULT 0,         -- after the first
    due     TEXT NOT NULL,
    PRIMARY KEY (guild, url_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_page_feed ON owed_page (feed, due);
