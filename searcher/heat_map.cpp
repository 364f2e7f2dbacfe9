#include "searcher/heat_map.h"

#include <algorithm>
#include <cmath>

#include "schema/text.h"
#include "searcher/xml_text.h"

namespace findings {
namespace {

// In pixels. A letter of 13 px sans-serif is 7 px wide on average, and 8 px at most over a line of names.
constexpr int margin = 16, letter = 7, line_height = 17, cell_height = 26, gap = 2;
constexpr std::size_t longest_name = 40, longest_heading_line = 12;
constexpr double strongest = 0.6;  // opacity: black on it in light, white in dark, stand at 7 to 1 or better

constexpr char style[] = R"(<style>
.heat-map text { font: 13px system-ui, sans-serif; }
.heat-map .heat-title { font-weight: 600; font-size: 15px; }
.heat-map .heat-number { text-anchor: middle; font-variant-numeric: tabular-nums; }
.heat-map a:hover .heat-cell, .heat-map a:focus .heat-cell { stroke: currentColor; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
.heat-map .heat-ground { fill: #16191d; }
.heat-map .heat-ink { fill: #f2f4f6; }
.heat-map .heat-faint { fill: #b3bac2; }
.heat-map .heat-cell { fill: #3f8ae0; }
}
</style>
)";

std::string shortened(const std::string& text, std::size_t letters) {
  if (code_points(text) <= letters) return text;
  std::string start;
  std::size_t kept = 0;
  for (const char byte : text) {
    const bool begins_letter = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (begins_letter && ++kept == letters) break;
    start += byte;
  }
  return start + "…";
}

/// In lines of at most `letters`, words that are longer alone.
std::vector<std::string> in_lines(const std::string& text, std::size_t letters) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!lines.empty() && code_points(lines.back()) + 1 + code_points(word) <= letters)
      lines.back() += ' ' + word;
    else
      lines.push_back(word);
    at = end + 1;
  }
  return lines;
}

std::string text_at(double x, double y, const std::string& classes, const std::string& text,
                    const std::string& fill = "#16191d") {
  const bool is_middle = classes.find("heat-number") != classes.npos;
  return "<text x=\"" + std::to_string(std::lround(x)) + "\" y=\"" + std::to_string(std::lround(y)) + "\" class=\"" +
         classes + "\" fill=\"" + fill + "\"" + (is_middle ? " text-anchor=\"middle\"" : "") + '>' + xml_text(text) +
         "</text>\n";
}

/// "drift, Inadequate: 41.7; 120 paragraphs in 30 of 33 reports".
std::string says(const MatrixRow& row, const MatrixColumn& column, const MatrixCell& cell, Measure measure) {
  std::string text = row.label + ", " + column.label + ": ";
  if (cell.slice.counts.paragraphs == 0) return text + "no paragraphs to say it in";
  if (measure == Measure::rate) text += shown(cell, Measure::rate) + " per 10,000 words; ";
  return text + shown(cell.found.paragraphs) + (cell.found.paragraphs == 1 ? " paragraph" : " paragraphs") + " in " +
         shown(cell.found.reports) + " of " + shown(cell.slice.counts.reports) + " reports (" +
         shown(cell, Measure::share) + ')';
}

double largest(const MatrixRow& row, Measure measure) {
  double most = 0;
  for (const MatrixCell& cell : row.cells) most = std::max(most, value_of(cell, measure).value_or(0));
  return most;
}

class Drawing {
 public:
  Drawing(const Matrix& matrix, Measure measure, const CellLink& link)
      : matrix_(matrix), measure_(measure), link_(link) {
    std::size_t name = 0, heading = 0;
    for (const MatrixRow& row : matrix.rows) name = std::max({name, code_points(row.label), code_points(row.group)});
    name_width_ = static_cast<int>(std::min(name, longest_name) + 2) * letter;
    for (const MatrixColumn& column : matrix.columns) {
      headings_.push_back(in_lines(column.label, longest_heading_line));
      for (const std::string& line : headings_.back()) heading = std::max(heading, code_points(line));
      heading_lines_ = std::max(heading_lines_, headings_.back().size());
    }
    cell_width_ = std::max(56, static_cast<int>(std::min(heading, std::size_t{24}) + 2) * letter);
    width_ = std::max(2 * margin + name_width_ + static_cast<int>(matrix.columns.size()) * (cell_width_ + gap), 480);
    is_by_row_ = !matrix.asked.themes.empty();
    for (const MatrixRow& row : matrix.rows) most_ = std::max(most_, largest(row, measure));
  }

  std::string draw() {
    const std::string title = heading_of(matrix_, measure_);
    y_ = margin + 14;
    add_lines(title, "heat-title heat-ink");
    add_lines(slice_of(matrix_), "heat-faint");
    y_ += 8;
    draw_headings();
    const bool has_groups = is_grouped(matrix_);
    std::string group;
    for (const MatrixRow& row : matrix_.rows) {
      if (has_groups && row.group != group) {
        group = row.group;
        y_ += 6;
        body_ += text_at(margin, y_ + 13, "heat-faint", shortened(group, longest_name), faint);
        y_ += line_height + 2;
      }
      draw_row(row);
    }
    y_ += line_height;
    add_lines(is_by_row_ ? "Shaded within each row, by its largest value." : "Shaded by the largest value of all.",
              "heat-faint");
    const std::string w = std::to_string(width_), h = std::to_string(y_);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat-map\" role=\"" +
           std::string(link_ ? "group" : "img") + "\" aria-label=\"" + xml_text(title) + "\" width=\"" + w +
           "\" height=\"" + h + "\" viewBox=\"0 0 " + w + ' ' + h +
           "\" font-family=\"sans-serif\" font-size=\"13\">\n" + "<title>" + xml_text(title) + "</title>\n" + style +
           "<rect class=\"heat-ground\" width=\"" + w + "\" height=\"" + h + "\" fill=\"#ffffff\"/>\n" + body_ +
           "</svg>\n";
  }

 private:
  static constexpr char faint[] = "#555d66";

  void add_lines(const std::string& text, const std::string& classes) {
    const bool is_title = classes.starts_with("heat-title");
    const int per_letter = is_title ? letter + 1 : letter;
    for (const std::string& line : in_lines(text, static_cast<std::size_t>((width_ - 2 * margin) / per_letter))) {
      body_ += text_at(margin, y_, classes, line, is_title ? "#16191d" : faint);
      y_ += line_height + (is_title ? 3 : 0);
    }
  }

  double left_of(std::size_t column) const {
    return margin + name_width_ + static_cast<double>(column) * (cell_width_ + gap);
  }

  void draw_headings() {
    for (std::size_t c = 0; c < headings_.size(); ++c) {
      double y = y_ + 6 + static_cast<double>(heading_lines_ - headings_[c].size()) * line_height;
      for (const std::string& line : headings_[c]) {
        body_ += text_at(left_of(c) + cell_width_ / 2.0, y, "heat-number heat-ink", shortened(line, 24));
        y += line_height;
      }
    }
    y_ += static_cast<int>(heading_lines_) * line_height;
  }

  void draw_row(const MatrixRow& row) {
    body_ += "<g>";
    if (code_points(row.label) > longest_name) body_ += "<title>" + xml_text(row.label) + "</title>";
    body_ += text_at(margin, y_ + 18, "heat-ink", shortened(row.label, longest_name)) + "</g>\n";
    const double most = is_by_row_ ? largest(row, measure_) : most_;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto value = value_of(row.cells[c], measure_);
      const double strength = value && most > 0 ? strongest * *value / most : 0;
      const MatrixColumn& column = matrix_.columns[c];
      const std::string address =
          link_ && row.cells[c].found.paragraphs > 0 ? link_(question_of(matrix_, row, column)) : "";
      char opacity[16];
      std::snprintf(opacity, sizeof opacity, "%.3f", strength);
      body_ += (address.empty() ? "<g>" : "<a href=\"" + xml_text(address) + "\">") + "<title>" +
               xml_text(says(row, column, row.cells[c], measure_)) + "</title><rect class=\"heat-cell\" x=\"" +
               std::to_string(std::lround(left_of(c))) + "\" y=\"" + std::to_string(y_) + "\" width=\"" +
               std::to_string(cell_width_) + "\" height=\"" + std::to_string(cell_height - gap) +
               "\" rx=\"3\" fill=\"#2f74c0\" fill-opacity=\"" + opacity + "\"/>" +
               text_at(left_of(c) + cell_width_ / 2.0, y_ + 17, "heat-number heat-ink", shown(row.cells[c], measure_)) +
               (address.empty() ? "</g>\n" : "</a>\n");
    }
    y_ += cell_height;
  }

  const Matrix& matrix_;
  Measure measure_;
  const CellLink& link_;
  std::vector<std::vector<std::string>> headings_;
  std::size_t heading_lines_ = 1;
  int name_width_ = 0, cell_width_ = 0, width_ = 0, y_ = 0;
  bool is_by_row_ = false;
  double most_ = 0;
  std::string body_;
};

}  // namespace

std::string heat_map(const Matrix& matrix, Measure measure, const CellLink& link) {
  return Drawing(matrix, measure, link).draw();
}

}  // namespace findings
