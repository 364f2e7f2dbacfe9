// bench_export INDEX FOLDER: the paragraphs of an index for peers, so that all have the same: FOLDER/paragraphs.tsv
// (number, citation, the five facets asked for as numbers, text) and FOLDER/values.tsv (facet, number, name).
#include <fstream>
#include <iostream>

#include <xapian.h>

#include "bench/peers.h"
#include "schema/columns.h"
#include "schema/generations.h"
#include "schema/index_document.h"

using namespace findings;

namespace {

/// On one line and in one field; PostgreSQL would read a backslash as the beginning of something.
std::string plain(std::string text) {
  for (char& letter : text)
    if (letter == '\t' || letter == '\n' || letter == '\r' || letter == '\\') letter = ' ';
  return text;
}

}  // namespace

int main(int count, char** words) try {
  if (count != 3) {
    std::cerr << "bench_export INDEX FOLDER\n";
    return 2;
  }
  const std::filesystem::path generation = current_generation(words[1]), folder = words[2];
  std::filesystem::create_directories(folder);
  std::ofstream paragraphs(folder / "paragraphs.tsv"), values(folder / "values.tsv");
  const Columns columns(generation / "columns");
  for (const std::string& facet : bench::asked_facets)
    for (std::size_t i = 0; i < columns.at(facet).values.size(); ++i)
      values << facet << '\t' << i << '\t' << columns.at(facet).values[i] << '\n';
  const Xapian::Database documents((generation / "db").string());
  for (Xapian::docid id = 1; id <= documents.get_lastdocid(); ++id) {
    const Hit hit = unpack(documents.get_document(id).get_data());
    paragraphs << id << '\t' << hit.citation;
    for (const std::string& facet : bench::asked_facets) {
      const Column& column = columns.at(facet);
      paragraphs << '\t' << column.sets[column.codes[id]].at(0);
    }
    paragraphs << '\t' << plain(hit.text) << '\n';
  }
  if (!paragraphs.flush() || !values.flush()) throw Error("cannot write into " + folder.string());
} catch (const Xapian::Error& error) {
  std::cerr << "bench_export: " << error.get_description() << '\n';
  return 4;
} catch (const std::exception& error) {
  std::cerr << "bench_export: " << error.what() << '\n';
  return 4;
}
