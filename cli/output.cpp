#include "cli/output.h"

#include <cerrno>
#include <iostream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "schema/files.h"

namespace findings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunk = 1 << 16;

// Beside those of rows (searcher/export.h).
constexpr std::pair<std::string_view, std::string_view> other_endings[] = {
    {".svg", "svg"},    {".txt", "text"}, {".text", "text"},    {".log", "text"},
    {".bib", "bibtex"}, {".ris", "ris"},  {".json", "csl-json"}};

Error cannot_write(const fs::path& file, int error) {
  const Error plain = system_error("write", file, error);
  return Error(plain.what(), error == ENOSPC ? "make room and run it again; " + file.string() + " is as it was" : "",
               Exit::failures);
}

bool has_word(std::string_view words, std::string_view word) {
  return (' ' + std::string(words) + ' ').find(' ' + std::string(word) + ' ') != std::string::npos;
}

}  // namespace

Output::Output(fs::path file) : file_(std::move(file)) {
  if (file_.empty()) return;
  std::error_code none;
  if (fs::is_directory(file_, none)) throw Error(file_.string() + " is a folder", "name a file: -o hits.csv");
  const bool is_plain = !fs::exists(file_, none) || fs::is_regular_file(file_, none);
  if (is_plain) beside_ = file_.string() + ".part-" + std::to_string(::getpid());
  descriptor_ = is_plain ? ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)
                         : ::open(file_.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor_ < 0) {
    const int error = errno;
    beside_.clear();
    throw cannot_write(file_, error);
  }
}

Output::~Output() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

void Output::write(std::string_view bytes) {
  if (!is_file()) {
    if (!std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
      throw Error("the output could not be written", "is the disk full?", Exit::failures);
    return;
  }
  waiting_ += bytes;
  if (waiting_.size() >= chunk) flush();
}

void Output::print(const std::function<void(std::ostream&)>& print) {
  std::ostringstream text;
  print(text);
  write(text.str());
}

void Output::flush() {
  for (std::string_view rest = waiting_; !rest.empty();) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw cannot_write(file_, errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  waiting_.clear();
}

void Output::finish() {
  if (!is_file()) return;
  flush();
  if (!beside_.empty() && ::fsync(descriptor_) != 0) throw cannot_write(file_, errno);
  ::close(std::exchange(descriptor_, -1));
  if (beside_.empty()) return;
  if (::rename(beside_.c_str(), file_.c_str()) != 0) throw cannot_write(file_, errno);
  beside_.clear();
}

std::vector<Option> output_options(std::string_view formats) {
  std::vector<Option> options{
      {"format", "FORMAT", "the format; with -o FILE.csv and the like, what the file's name says", Takes::text,
       formats},
      output_option};
  if (has_word(formats, "csv")) {
    options.push_back({"csv-safe", "", "put ' before what a spreadsheet would run as a formula; done anyway with -o"});
    options.push_back({"no-csv-safe", "", "leave such cells as they are, with -o too"});
    options.push_back({.name = "csv-guard", .hidden = true});
  }
  options.push_back(color_option);
  return options;
}

std::string format_given(const Given& given, std::string_view formats) {
  if (given.has("format")) return given.text("format");
  if (!given.has("output")) return "text";
  const fs::path file(given.text("output"));
  std::vector<std::string_view> named;  // what the ending may mean, in one verb or another
  if (const auto row = row_format_of(file.string())) named.push_back(row_format_names[static_cast<std::size_t>(*row)]);
  for (const auto& [ending, format] : other_endings)
    if (file.extension() == ending) named.push_back(format);
  for (const std::string_view format : named)
    if (has_word(formats, format)) return std::string(format);
  std::error_code none;
  const bool is_plain = !fs::exists(file, none) || fs::is_regular_file(file, none);
  if (!file.has_extension() || !is_plain) return "text";
  throw Error(file.string() + ": " + (named.empty() ? file.extension().string() : std::string(named[0])) +
                  " is not a format of this",
              "--format knows " + std::string(formats));
}

std::optional<RowFormat> row_format(const std::string& format) {
  for (std::size_t i = 0; i < std::size(row_format_names); ++i)
    if (row_format_names[i] == format) return static_cast<RowFormat>(i);
  return std::nullopt;
}

bool is_safe(const Given& given) {
  if (given.has("csv-safe") && given.has("no-csv-safe")) throw Error("--csv-safe and --no-csv-safe are opposites");
  return given.has("csv-safe") || given.has("csv-guard") || (given.has("output") && !given.has("no-csv-safe"));
}

Page page_given(const Given& given) {
  Page page = output_page(given.text("color"));
  if (given.has("output") && given.text("color") != "always") page = Page{};
  return page;
}

}  // namespace findings
