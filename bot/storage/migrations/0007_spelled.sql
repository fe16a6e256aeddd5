-- Revises: 6
-- Date: 2026-11-27
-- Reason: a name nobody chose is shown as most pieces spell it, in whatever order they came

ALTER TABLE article_topic ADD COLUMN spelled TEXT NOT NULL DEFAULT '';   -- by the piece; '' where it uses an alias
UPDATE article_topic SET spelled = (SELECT name FROM topic WHERE topic.id = article_topic.topic);
ALTER TABLE topic ADD COLUMN said INTEGER NOT NULL DEFAULT 0 CHECK (said IN (0, 1));   -- a person chose its name
UPDATE topic SET said = 1 WHERE curated = 1 OR id IN (SELECT topic FROM topic_alias);

ALTER TABLE article_person ADD COLUMN spelled TEXT NOT NULL DEFAULT '';
UPDATE article_person SET spelled = (SELECT name FROM person WHERE person.id = article_person.person);
ALTER TABLE person ADD COLUMN said INTEGER NOT NULL DEFAULT 0 CHECK (said IN (0, 1));
UPDATE person SET said = 1
WHERE role <> '' OR bio <> '' OR links <> '[]' OR photo_url <> '' OR id IN (SELECT person FROM person_alias);

-- What most pieces write is counted in the order of the index, without a look at its rows.
DROP INDEX article_topic_topic;
CREATE INDEX article_topic_topic ON article_topic (topic, spelled);
DROP INDEX article_person_person;
CREATE INDEX article_person_person ON article_person (person, spelled);
