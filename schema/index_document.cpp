#include "schema/index_document.h"

#include <cstdint>

#include "schema/authorities.h"
#include "schema/digest.h"
#include "schema/error.h"
#include "schema/text.h"
#include "schema/varint.h"

namespace findings {

namespace {

constexpr std::size_t longest_term = 64;
constexpr char layout = 3;  // the first byte of document data

// A number is a varint; a string its length and its bytes; a list its length and its items. One template names the
// fields in order, so that packing and unpacking cannot disagree.

class Packer {
 public:
  void operator()(const std::string& text) { put_string(out_, text); }
  void operator()(int value) { put_varint(out_, static_cast<std::uint32_t>(value)); }
  void operator()(const std::vector<std::string>& list) {
    put_varint(out_, list.size());
    for (const std::string& item : list) (*this)(item);
  }

  std::string done() && { return std::move(out_); }

 private:
  std::string out_{layout};
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view data) : data_(data) {
    if (data_.empty() || data_[0] != layout) damaged();
    data_.remove_prefix(1);
  }

  void operator()(std::string& text) { text = take(number()); }
  void operator()(int& value) {
    const std::uint64_t read = number();
    if (read > UINT32_MAX) damaged();
    value = static_cast<int>(static_cast<std::uint32_t>(read));
  }
  void operator()(std::vector<std::string>& list) {
    const std::uint64_t length = number();
    if (length > data_.size()) damaged();  // every item takes a byte or more
    list.resize(length);
    for (std::string& item : list) (*this)(item);
  }

  void done() const {
    if (!data_.empty()) damaged();
  }

 private:
  [[noreturn]] static void damaged() {
    throw Error("the index is damaged: a paragraph's record cannot be read", "make it again: findings index",
                Exit::no_index);
  }

  std::string_view take(std::uint64_t size) {
    if (size > data_.size()) damaged();
    const std::string_view taken = data_.substr(0, size);
    data_.remove_prefix(size);
    return taken;
  }

  std::uint64_t number() try { return take_varint(data_); } catch (const std::out_of_range&) {
    damaged();
  }

  std::string_view data_;
};

template <typename Archive, typename AnyHit>
void each_field(Archive& archive, AnyHit& hit) {
  archive(hit.citation), archive(hit.report), archive(hit.title), archive(hit.file);
  archive(hit.authority), archive(hit.framework);
  archive(hit.inspected), archive(hit.published);
  archive(hit.section);
  archive(hit.area);
  archive(hit.grade), archive(hit.band), archive(hit.grade_from);
  archive(hit.kind);
  archive(hit.number), archive(hit.item);
  archive(hit.timescale);
  archive(hit.page);
  archive(hit.url);
  archive(hit.repeats);
  archive(hit.copy_of);
  archive(hit.region), archive(hit.overall), archive(hit.outcome);
  archive(hit.text);
}

/// The text, or the start of it and a digest of the whole where it is longer than `room`.
std::string fitted(const std::string& text, std::size_t room) {
  if (text.size() <= room) return text;
  const std::string digest = '~' + sha256(text).substr(0, 16);
  std::size_t end = room - digest.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a letter
  return text.substr(0, end) + digest;
}

}  // namespace

std::string pack(const Hit& hit) {
  Packer packer;
  each_field(packer, hit);
  return std::move(packer).done();
}

Hit unpack(std::string_view data) {
  Hit hit;
  Unpacker unpacker(data);
  each_field(unpacker, hit);
  unpacker.done();
  return hit;
}

Hit hit_of(const Report& report, const Paragraph& paragraph) {
  Hit hit;
  hit.citation = paragraph.citation;
  hit.report = report.id;
  hit.title = report.title;
  hit.file = report.file;
  hit.authority = report.authority.value_or("");
  hit.framework = report.framework.value_or("");
  if (report.inspected) hit.inspected = to_string(report.inspected->to);
  if (report.published) hit.published = to_string(*report.published);
  if (paragraph.section < report.sections.size()) hit.section = report.sections[paragraph.section].path;
  hit.area = paragraph.area;
  if (paragraph.grade) hit.grade = to_string(*paragraph.grade), hit.band = band(*paragraph.grade);
  hit.grade_from = to_string(paragraph.grade_from);
  hit.kind = to_string(paragraph.kind);
  hit.number = paragraph.number.value_or(0);
  hit.item = paragraph.item.value_or(0);
  hit.timescale = paragraph.timescale.value_or("");
  hit.page = paragraph.page;
  hit.url = report.url.value_or("");
  hit.repeats = paragraph.repeats.value_or("");
  if (const Authority* authority = find_authority(hit.authority)) hit.region = authority->region;
  if (const auto overall = overall_grade(report)) hit.overall = to_string(*overall);
  hit.outcome = report.outcome.value_or("");
  hit.text = paragraph.text;
  return hit;
}

std::string citation_term(std::string_view citation) { return 'Q' + fitted(std::string(citation), longest_term - 1); }

std::string phrase_term(unsigned words, std::string_view key) {
  const std::string start = std::string(phrase_prefix) + std::to_string(words) + ':';
  return start + fitted(std::string(key), longest_term - start.size());
}

std::string heading_path_term(std::size_t number) { return "XH:" + std::to_string(number); }

std::string alike_key(std::string_view key) { return "alike:" + std::string(key); }

std::string filter_term(std::string_view prefix, std::string_view value) {
  const std::string start = std::string(prefix) + ':';
  return start + fitted(slug(value), longest_term - start.size());
}

}  // namespace findings
