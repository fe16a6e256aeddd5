-- Revises: 4
-- Date: 2026-11-26
-- Reason: pieces are filtered, counted and put in order without a look at the pieces themselves

-- `removed` stands in each index because SQLite asks for it even where the index holds nothing else.
DROP INDEX article_newest;
CREATE INDEX article_newest ON article (guild, published DESC, id DESC, removed) WHERE removed = '';
CREATE INDEX article_kind ON article (guild, kind, published DESC, id DESC, removed) WHERE removed = '';

-- The server's own list among thousands of topics that came from texts.
CREATE INDEX topic_curated ON topic (guild, name) WHERE curated = 1;

-- What goes takes along what names it: found at once instead of by a walk through the whole table.
CREATE INDEX topic_alias_topic ON topic_alias (topic);
CREATE INDEX person_alias_person ON person_alias (person);
CREATE INDEX article_superseded ON article (superseded_by) WHERE superseded_by IS NOT NULL;

-- New pieces go into the postings a few words at a time, so that nobody waits for all of them.
ALTER TABLE posting_state ADD COLUMN moving INTEGER NOT NULL DEFAULT 0;  -- slots below are on their way; 0: none are
ALTER TABLE posting_state ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;   -- terms below are there already
