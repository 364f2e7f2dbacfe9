// node measure.mjs FOLDER RUNS ANSWERS: MiniSearch over an export (bench/export.cpp), as a page would have it that searches
// without a server. Prints milliseconds to index and bytes of the index as JSON, then a line a question: words, found,
// milliseconds (median, least, most) with five facets counted over all that is found. Ends with an error where its
// answers are not those in the file ANSWERS (bench_answering --answers).
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";

const [folder, runs, expected] = process.argv.slice(2);
const facets = ["authority", "area", "grade", "framework", "year"];
const rows = (file) => readFileSync(file, "utf8").trimEnd().split("\n").map((line) => line.split("\t"));

const names = Object.fromEntries(facets.map((facet) => [facet, []]));
for (const [facet, number, name] of rows(`${folder}/values.tsv`)) names[facet][number] = name;
const paragraphs = rows(`${folder}/paragraphs.tsv`).map(([id, , ...rest]) => ({
  id: Number(id),
  text: rest[5],
  ...Object.fromEntries(facets.map((facet, i) => [facet, Number(rest[i])])),
}));

// What Findings takes for a word: "children's" is one.
const options = {
  fields: ["text"],
  storeFields: facets,
  tokenize: (text) => text.match(/[\p{L}\p{N}_]+(?:['’&][\p{L}\p{N}_]+)*/gu) ?? [],
  searchOptions: { combineWith: "AND" },
};
const begin = performance.now();
const index = new MiniSearch(options);
index.addAll(paragraphs);
const indexed = performance.now() - begin;
const json = JSON.stringify(index);
const reopen = performance.now();
MiniSearch.loadJSON(json, options);
const opened = performance.now() - reopen;
console.log(["index", indexed, Buffer.byteLength(json), opened, process.memoryUsage().rss].join("\t"));

function ask(words) {
  const found = index.search(words);
  const counts = facets.map(() => new Map());
  for (const hit of found) facets.forEach((facet, i) => counts[i].set(hit[facet], (counts[i].get(hit[facet]) ?? 0) + 1));
  return { found, counts };
}

const answers = new Map();
for (const [words, facet, value, count] of rows(expected)) {
  if (!answers.has(words)) answers.set(words, new Set());
  answers.get(words).add(`${facet} ${value} ${count}`);
}
for (const [words, theirs] of answers) {
  const { found, counts } = ask(words);
  const ours = new Set([`found  ${found.length}`]);
  counts.forEach((values, i) => values.forEach((count, value) => ours.add(`${facets[i]} ${names[facets[i]][value]} ${count}`)));
  const different = [...ours].filter((line) => !theirs.has(line)).concat([...theirs].filter((line) => !ours.has(line)));
  if (different.length) throw new Error(`MiniSearch does not answer ${words} as Findings does: ${different.slice(0, 8)}`);
  const times = [];
  for (let run = 0; run < runs; ++run) {
    const start = performance.now();
    ask(words);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(["asked", words, found.length, times[times.length >> 1], times[0], times.at(-1)].join("\t"));
}
