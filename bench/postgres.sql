-- The export in the folder :folder (bench/export.cpp) in PostgreSQL: words with a GIN index, facets as small integers.
\set ON_ERROR_STOP on
\set paragraphs_file :folder '/paragraphs.tsv'
\set values_file :folder '/values.tsv'

-- Stems as English's, and no word left out: the words that Findings and FTS5 have.
CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION as_findings (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION as_findings
  ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH stems;

CREATE TEMP TABLE named (facet text, id smallint, name text);
COPY named FROM :'values_file';
SELECT format('CREATE TABLE value_%s AS SELECT id, name FROM named WHERE facet = %L', facet, facet)
  FROM named GROUP BY facet \gexec

-- One table: taking words, text or facets apart from it costs a join, and matching reads its pages all the same.
CREATE UNLOGGED TABLE paragraphs (
  id integer, citation text, authority smallint, area smallint, grade smallint, framework smallint, year smallint,
  text text, words tsvector GENERATED ALWAYS AS (to_tsvector('as_findings', text)) STORED);
COPY paragraphs (id, citation, authority, area, grade, framework, year, text) FROM :'paragraphs_file';
CREATE INDEX ON paragraphs USING gin (words);
VACUUM ANALYZE;
