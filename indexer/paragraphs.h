// Blocks of text -> paragraphs: which block opens one, which goes on with the one before, which is an item of a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/blocks.h"
#include "indexer/outline.h"
#include "indexer/profile.h"

namespace findings {

class ParagraphReader {
 public:
  ParagraphReader(const std::vector<Block>& blocks, const Framework& framework, Outline& outline)
      : blocks_(blocks), framework_(framework), outline_(outline) {}

  /// A block that opens a numbered paragraph. Only the next number in turn does: a line may well begin "16." because a
  /// sentence about sixteen-year-olds happened to wrap there. A number that skips or repeats does where nothing else
  /// could be meant.
  bool read_numbered(std::size_t i);

  /// "Within three months:" above a list of improvements.
  bool read_timescale(const Block& block);

  /// Everything else: list items, rows, prose.
  void read_text(const Block& block);

  /// The number the next numbered paragraph has.
  int next_number() const { return last_number_ + 1; }
  void restart_numbers() { last_number_ = 0; }

  /// After a heading.
  void begin_section();

  /// Whether a new paragraph or heading could begin now.
  bool may_break() const;

 private:
  bool number_follows(std::size_t i, int number) const;
  bool is_lead(std::size_t i, const std::string& text) const;
  void begin_findings();
  bool continues(const Block& block) const;
  void read_bullet(const Block& block);
  Paragraph& add(const Block& block, const std::string& text, Kind kind);
  void add_item(const Block& block, const std::string& text);

  const std::vector<Block>& blocks_;
  const Framework& framework_;
  Outline& outline_;
  int last_number_ = 0;
  std::optional<int> list_lead_;  // number of the paragraph that a list of improvements hangs under
  std::optional<std::string> timescale_;
  int item_ = 0;
  bool listed_ = false;        // the paragraph that may run on has taken list items
  bool item_of_list_ = false;  // it is one itself
  int list_level_ = 0;         // how far in it then stands
  float item_x0_ = 0;          // where its bullet stands
};

}  // namespace findings
