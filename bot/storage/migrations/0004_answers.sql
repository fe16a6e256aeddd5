-- Revises: 3
-- Date: 2026-11-26
-- Reason: one type's pieces are found, counted and put in order without a look at the pieces themselves

CREATE INDEX article_kind ON article (guild, kind, published DESC, id DESC) WHERE removed = '';
