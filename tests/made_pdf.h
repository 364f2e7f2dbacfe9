// Small PDFs made in the tests, whole and broken.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace findings {

/// Objects are numbered from 1 in the order in which they are added.
class MadePdf {
 public:
  MadePdf() { bytes_ = "%PDF-1.7\n"; }

  int add(const std::string& body) {
    starts_.push_back(bytes_.size());
    bytes_ += std::to_string(starts_.size()) + " 0 obj\n" + body + "\nendobj\n";
    return static_cast<int>(starts_.size());
  }

  int add_stream(const std::string& entries, const std::string& data) {
    return add("<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream");
  }

  /// `entries` go into the trailer, "/Encrypt 7 0 R".
  std::string finish(int root, const std::string& entries = "") {
    const std::size_t table = bytes_.size();
    bytes_ += "xref\n0 " + std::to_string(starts_.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t start : starts_) {
      std::string digits = std::to_string(start);
      bytes_ += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    bytes_ += "trailer\n<< /Size " + std::to_string(starts_.size() + 1) + " /Root " + std::to_string(root) + " 0 R " +
              entries + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> starts_;
};

inline std::string reference(int object) { return std::to_string(object) + " 0 R"; }

/// What stands at the foot of every MadePdf of pages.
struct PageOptions {
  std::string page_entries;  // "/Rotate 90"
  std::string resources;     // "/XObject << /Im 9 0 R >>"
  std::string fonts;         // "/F9 9 0 R", besides the three
  std::string trailer_entries;
};

/// A4 pages with these content streams; /F1 is Helvetica, /F2 Helvetica-Bold, /F3 Helvetica-Oblique.
inline std::string pdf_of_pages(MadePdf pdf, const std::vector<std::string>& contents,
                                const PageOptions& options = {}) {
  std::string fonts = options.fonts + " ";
  const char* const names[] = {"Helvetica", "Helvetica-Bold", "Helvetica-Oblique"};
  for (int i = 0; i < 3; ++i)
    fonts += "/F" + std::to_string(i + 1) + " " +
             reference(pdf.add(std::string("<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /") +
                               names[i] + " >>")) +
             " ";
  std::vector<int> streams;
  for (const std::string& content : contents) streams.push_back(pdf.add_stream("", content));
  const int parent = streams.back() + static_cast<int>(contents.size()) + 1;
  std::string kids;
  for (const int stream : streams)
    kids += reference(pdf.add("<< /Type /Page /Parent " + reference(parent) + " /MediaBox [0 0 595 842] /Contents " +
                              reference(stream) + " /Resources << /Font << " + fonts + ">> " + options.resources +
                              " >> " + options.page_entries + " >>")) +
            " ";
  pdf.add("<< /Type /Pages /Count " + std::to_string(contents.size()) + " /Kids [" + kids + "] >>");
  const int root = pdf.add("<< /Type /Catalog /Pages " + reference(parent) + " >>");
  return pdf.finish(root, options.trailer_entries);
}

inline std::string pdf_of_pages(const std::vector<std::string>& contents, const PageOptions& options = {}) {
  return pdf_of_pages(MadePdf(), contents, options);
}

/// One string of text; x and y in points from the bottom left corner, as PDF has them.
inline std::string show(int x, int y, const std::string& text, const std::string& font = "/F1 12") {
  return "BT " + font + " Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm (" + text + ") Tj ET\n";
}

}  // namespace findings
