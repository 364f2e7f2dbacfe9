// Words for tests of reading: what a file says, written so that the report can be seen in the test.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/blocks.h"
#include "indexer/finish.h"
#include "indexer/layout.h"
#include "indexer/profile.h"
#include "indexer/read_report.h"
#include "indexer/read_text.h"
#include "indexer/recognise.h"
#include "indexer/structure.h"
#include "schema/report.h"

namespace findings {

/// The bytes of a text file: the first line break is the test's own, and "-- page 2 --" on a line turns the page.
inline std::string text_file(std::string_view text) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  std::istringstream in{std::string(text)};
  std::string bytes;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("-- page ") && line.ends_with(" --"))
      bytes += '\f';
    else
      bytes += line + "\n";
  }
  return bytes;
}

inline Lines text_lines(std::string_view text) { return read_text(text_file(text)); }

inline std::vector<Block> text_blocks(std::string_view text) { return blocks_of_text(text_lines(text)); }

/// The whole road, for a text file of that name.
inline Report report_of(std::string_view text, const std::string& file = "thornbeck.txt") {
  return read_report(file, text_file(text));
}

/// A report of an invented authority under slac: its front page and what follows.
inline Report slac_report_of(std::string_view body) {
  return report_of(R"(
Inspection of safeguarding and looked after children services

Thornbeck

Inspection dates: 4 – 15 April 2011

Reporting inspector: Ada Marsh HMI

Age group: All

Published: 20 May 2011

)" + text_file(body));
}

/// The same under sif.
inline Report sif_report_of(std::string_view body) {
  return report_of(R"(
Thornbeck

Inspection of services for children in need of help and protection, children looked after and care leavers

Inspection date: 20 June 2017 – 13 July 2017

Report published: 4 September 2017

)" + text_file(body));
}

/// Lines as a PDF has them. A row is "x y size|text" with "b" or "i" behind the size where it is bold or italic;
/// "-- page 2 --" turns the page; "^1" is a footnote mark set small and high. Letters are half as wide as they are
/// large.
inline Lines page_lines(std::string_view rows) {
  Lines out;
  out.pages = 1;
  std::istringstream in{std::string(rows)};
  for (std::string row; std::getline(in, row);) {
    if (row.empty()) continue;
    if (row.starts_with("-- page ")) {
      out.pages = std::stoi(row.substr(8));
      continue;
    }
    const auto bar = row.find('|');
    REQUIRE(bar != row.npos);
    std::istringstream measures{row.substr(0, bar)};
    Line line;
    std::string style;
    measures >> line.x0 >> line.y0 >> line.size >> style;
    REQUIRE(line.size > 0);
    line.page = out.pages;
    line.bold = style.find('b') != style.npos;
    line.italic = style.find('i') != style.npos;
    for (std::size_t at = bar + 1; at < row.size(); ++at) {
      const bool marks = row[at] == '^' && at + 1 < row.size() && row[at + 1] >= '0' && row[at + 1] <= '9';
      if (!marks) {
        line.text += row[at];
        continue;
      }
      std::string digits;
      while (at + 1 < row.size() && row[at + 1] >= '0' && row[at + 1] <= '9') digits += row[++at];
      const auto place = std::count_if(line.text.begin(), line.text.end(), [](char c) { return (c & 0xC0) != 0x80; });
      line.marks.push_back({static_cast<int>(place), static_cast<int>(digits.size())});
      line.text += digits;
    }
    const auto letters = std::count_if(line.text.begin(), line.text.end(), [](char c) { return (c & 0xC0) != 0x80; });
    line.x1 = line.x0 + static_cast<float>(letters) * line.size / 2;
    line.y1 = line.y0 + line.size * 1.15f;
    out.lines.push_back(line);
  }
  return out;
}

inline const Framework& framework(std::string_view name) {
  for (const Framework& one : frameworks())
    if (one.name == name) return one;
  throw std::runtime_error("no such framework: " + std::string(name));
}

inline std::vector<Block> page_blocks(std::string_view rows, std::string_view framework_name = "") {
  return blocks_of_pages(page_lines(rows), framework_name.empty() ? nullptr : &framework(framework_name));
}

/// The whole road, for pages of a PDF.
inline Report page_report(std::string_view rows) {
  const Lines lines = page_lines(rows);
  const Framework* framework = recognise(lines.lines, frameworks());
  Report report = structure(blocks_of_pages(lines, framework), framework);
  finish(report, framework, "thornbeck");
  return report;
}

/// "• " before a list item, "[label | grade]" for a row, "(1) " before a footnote: what kind of block stands where.
inline std::vector<std::string> shown(const std::vector<Block>& blocks) {
  std::vector<std::string> texts;
  for (const Block& block : blocks) {
    std::string text = block.text;
    if (!block.cells.empty()) {
      text = "[";
      for (const std::string& cell : block.cells) text += (text.size() > 1 ? " | " : "") + cell;
      text += "]";
    }
    texts.push_back((block.footnote ? "(note) " : "") +
                    std::string(block.bullet ? std::string(block.level ? "  • " : "• ") : "") + text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

/// "area / heading / grade" of every section, "-" for what is absent: the outline in a column.
inline Texts outline(const Report& report) {
  Texts rows;
  for (const Section& section : report.sections)
    rows.push_back((section.area.empty() ? "-" : section.area) + " / " + section.path.back() + " / " +
                   (section.grade ? std::string(to_string(*section.grade)) : "-"));
  return rows;
}

/// Texts of the paragraphs of a kind, of all kinds where none is named.
inline Texts paragraphs(const Report& report, std::optional<Kind> kind = std::nullopt) {
  Texts texts;
  for (const Paragraph& paragraph : report.paragraphs)
    if (!kind || paragraph.kind == *kind) texts.push_back(paragraph.text);
  return texts;
}

inline const Paragraph& numbered(const Report& report, int number) {
  for (const Paragraph& paragraph : report.paragraphs)
    if (paragraph.number == number && !paragraph.item) return paragraph;
  FAIL("no paragraph is numbered " << number);
  std::abort();
}

inline Texts warnings(const Report& report) {
  Texts codes;
  for (const Warning& warning : report.warnings) codes.push_back(warning.code);
  return codes;
}

}  // namespace findings
