#include "schema/columns.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "schema/error.h"
#include "schema/files.h"

// The file, all numbers 32 bits in the machine's order (the header's `order` says which):
//
//   Header
//   for each field: name, values, sets     a string is its length and its bytes; a list its length and its items
//   zeros up to a multiple of 64
//   documents + 1 numbers of groups
//   for each field: a code a group

namespace findings {

namespace {

constexpr char magic[8] = {'F', 'I', 'N', 'D', 'C', 'O', 'L', '\n'};
constexpr std::uint32_t columns_version = 3;
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::size_t alignment = 64;

struct Header {
  char magic[8];
  std::uint32_t version, order, fields, documents, groups;
  std::uint32_t dictionary;  // bytes between the header and the codes, the zeros among them
};
static_assert(std::has_unique_object_representations_v<Header>);

std::size_t aligned(std::size_t size) { return (size + alignment - 1) / alignment * alignment; }

void put(std::string& out, std::uint32_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

void put(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out.append(text);
}

/// Reads the dictionary, believing nothing.
class Dictionary {
 public:
  explicit Dictionary(std::string_view bytes) : bytes_(bytes) {}

  std::uint32_t number() {
    std::uint32_t number;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }

  std::string text() { return std::string(take(number())); }

  /// The length of a list whose items take at least four bytes each, so that a false length reserves no memory.
  std::uint32_t length() {
    const std::uint32_t length = number();
    if (length > bytes_.size() / 4) throw std::out_of_range("a list is longer than the file");
    return length;
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) throw std::out_of_range("the dictionary ends early");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
};

Column read_column(Dictionary& dictionary) {
  Column column;
  column.field = dictionary.text();
  column.values.resize(dictionary.length());
  for (std::string& value : column.values) value = dictionary.text();
  column.sets.resize(dictionary.length());
  for (auto& set : column.sets) {
    set.resize(dictionary.length());
    for (std::uint32_t& place : set) {
      place = dictionary.number();
      if (place >= column.values.size()) throw std::out_of_range("a set names a value that is not there");
    }
    if (set.size() < 2) continue;
    auto sorted = set;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
      throw std::out_of_range("a set names a value twice");
  }
  if (column.sets.empty() || !column.sets[0].empty()) throw std::out_of_range("code 0 is not the empty set");
  return column;
}

}  // namespace

struct ColumnsWriter::Growing {
  std::string field;
  std::vector<std::string> values;
  std::vector<std::vector<std::uint32_t>> sets{{}};
  std::vector<std::uint32_t> codes{0};  // by group
  std::unordered_map<std::string, std::uint32_t> place_of_value;
  std::map<std::vector<std::uint32_t>, std::uint32_t> code_of_set{{{}, 0}};

  std::uint32_t place_of(const std::string& value) {
    const auto [found, is_new] = place_of_value.try_emplace(value, static_cast<std::uint32_t>(values.size()));
    if (is_new) values.push_back(value);
    return found->second;
  }

  std::uint32_t code_of(const std::vector<std::string>& added) {
    std::vector<std::uint32_t> set;
    for (const std::string& value : added) set.push_back(place_of(value));
    const auto [found, is_new] = code_of_set.try_emplace(set, static_cast<std::uint32_t>(sets.size()));
    if (is_new) sets.push_back(std::move(set));
    return found->second;
  }
};

ColumnsWriter::ColumnsWriter(const std::vector<std::string>& fields) : columns_(fields.size()) {
  for (std::size_t i = 0; i < fields.size(); ++i) columns_[i].field = fields[i];
}

ColumnsWriter::~ColumnsWriter() = default;

void ColumnsWriter::add(const std::vector<std::vector<std::string>>& values) {
  if (values.size() != columns_.size()) throw std::invalid_argument("one list of values for each column");
  std::vector<std::uint32_t> codes;
  bool same_report = false;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Growing& column = columns_[i];
    codes.push_back(column.code_of(values[i]));
    if (column.field == "report") same_report = column.codes.back() == codes.back();
  }
  if (!same_report) group_of_codes_.clear();
  const auto [group, is_new] = group_of_codes_.try_emplace(std::move(codes), group_count_);
  if (is_new) {
    ++group_count_;
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].codes.push_back(group->first[i]);
  }
  groups_.push_back(group->second);
}

std::string ColumnsWriter::bytes() const {
  std::string dictionary;
  for (const Growing& column : columns_) {
    put(dictionary, column.field);
    put(dictionary, static_cast<std::uint32_t>(column.values.size()));
    for (const std::string& value : column.values) put(dictionary, value);
    put(dictionary, static_cast<std::uint32_t>(column.sets.size()));
    for (const auto& set : column.sets) {
      put(dictionary, static_cast<std::uint32_t>(set.size()));
      for (const std::uint32_t place : set) put(dictionary, place);
    }
  }
  dictionary.resize(aligned(sizeof(Header) + dictionary.size()) - sizeof(Header), '\0');

  Header header{};
  std::copy(std::begin(magic), std::end(magic), header.magic);
  header.version = columns_version;
  header.order = byte_order;
  header.fields = static_cast<std::uint32_t>(columns_.size());
  header.documents = static_cast<std::uint32_t>(groups_.size() - 1);
  header.groups = group_count_;
  header.dictionary = static_cast<std::uint32_t>(dictionary.size());

  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += dictionary;
  const auto append = [&](const std::vector<std::uint32_t>& numbers) {
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t));
  };
  append(groups_);
  for (const Growing& column : columns_) append(column.codes);
  return bytes;
}

void ColumnsWriter::write(const std::filesystem::path& file) const { write_file(file, bytes()); }

Columns::Columns(const std::filesystem::path& file) : file_(file) {
  if (file_.bytes().size() < sizeof(Header)) throw damaged_file(file, "too short");
  try {
    read(file_.bytes());
  } catch (const std::out_of_range& how) {
    throw damaged_file(file, how.what());
  }
}

void Columns::read(std::string_view bytes) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (!std::equal(std::begin(magic), std::end(magic), header.magic)) throw std::out_of_range("not a columns file");
  if (header.version != columns_version || header.order != byte_order)
    throw std::out_of_range("of another version or another machine");
  const std::size_t codes_begin = sizeof(Header) + header.dictionary;
  const std::size_t numbered = std::size_t{header.documents} + 1;
  if (codes_begin % alignment != 0 || codes_begin > bytes.size() ||
      bytes.size() - codes_begin != (numbered + std::size_t{header.fields} * header.groups) * sizeof(std::uint32_t))
    throw std::out_of_range("its size is not what it says");

  documents_ = header.documents;
  group_count_ = header.groups;
  if (group_count_ == 0 || group_count_ > numbered)
    throw std::out_of_range("it has more groups than paragraphs, or none");
  Dictionary dictionary(bytes.substr(sizeof(Header), header.dictionary));
  const auto* numbers = reinterpret_cast<const std::uint32_t*>(bytes.data() + codes_begin);
  const auto next_numbers = [&](std::size_t length, std::size_t count) {
    const std::span<const std::uint32_t> next(numbers, length);
    numbers += length;
    std::uint32_t greatest = 0;  // a loop the compiler vectorises
    for (const std::uint32_t number : next) greatest = std::max(greatest, number);
    if (greatest >= count) throw std::out_of_range("a number names what is not there");
    if (next[0] != 0) throw std::out_of_range("docid 0 has values");
    return next;
  };
  groups_ = next_numbers(numbered, group_count_);
  for (std::uint32_t i = 0; i < header.fields; ++i) {
    columns_.push_back(read_column(dictionary));
    Column& column = columns_.back();
    column.codes = Codes(groups_, next_numbers(group_count_, column.sets.size()));
  }
}

const Column& Columns::at(std::string_view field) const {
  for (const Column& column : columns_)
    if (column.field == field) return column;
  throw std::out_of_range("no column is kept of " + std::string(field));
}

}  // namespace findings
