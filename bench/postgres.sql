-- Tables for an export (bench/export.cpp) in PostgreSQL; fill_postgres of postgres.sh does the rest. Its values.tsv is
-- psql's input.
\set ON_ERROR_STOP on

-- Stems as English's, and no word left out: the words that Findings and FTS5 have.
CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION as_findings (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION as_findings
  ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH stems;

CREATE TEMP TABLE named (facet text, id smallint, name text);
\copy named FROM pstdin
SELECT format('CREATE TABLE value_%s AS SELECT id, name FROM named WHERE facet = %L', facet, facet)
  FROM named GROUP BY facet \gexec

-- One table: taking words, text or facets apart from it costs a join, and matching reads its pages all the same.
CREATE UNLOGGED TABLE paragraphs (
  id integer, citation text, authority smallint, area smallint, grade smallint, framework smallint, year smallint,
  text text, words tsvector GENERATED ALWAYS AS (to_tsvector('as_findings', text)) STORED);
