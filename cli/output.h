// Where answers go: standard output, or a file that is there whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "cli/print_text.h"
#include "searcher/export.h"

namespace findings {

class Output {
 public:
  /// "" is standard output. A file is written beside and renamed by `finish`; a device or pipe is written as it is.
  explicit Output(std::filesystem::path file);
  ~Output();  // removes what is not finished
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws Error (Exit::failures) where it cannot be written.
  void write(std::string_view bytes);
  /// Lets `print` write to it as a stream.
  void print(const std::function<void(std::ostream&)>& print);
  void finish();

  bool is_file() const { return !file_.empty(); }
  const std::filesystem::path& file() const { return file_; }

 private:
  void flush();

  std::filesystem::path file_, beside_;
  int descriptor_ = -1;
  std::string waiting_;
};

/// --format, --output, --csv-safe and --color, the formats being `formats`.
std::vector<Option> output_options(std::string_view formats);

/// --format; else what the ending of --output says; text where it has none. Throws Error for an ending that is none of
/// `formats`: text in a .xlsx opens in nothing.
std::string format_given(const Given& given, std::string_view formats);
std::optional<RowFormat> row_format(const std::string& format);
/// Whether formulas are made harmless: in a file, unless --no-csv-safe says otherwise; to a pipe where --csv-safe does.
bool is_safe(const Given& given);
/// The page of that output: a file has no colour.
Page page_given(const Given& given);

}  // namespace findings
