#include "indexer/structure.h"

#include <algorithm>
#include <cctype>
#include <tuple>

#include "indexer/front.h"
#include "indexer/recognise.h"
#include "schema/text.h"

namespace findings {
namespace {

const Framework& no_framework() {
  static const Framework none;
  return none;
}

/// "Immediately:", "Within three months:", "By 31 March 2013"
std::optional<std::string> read_timescale(const Block& block) {
  const Words words = words_of(block.text);
  if (block.bullet || !block.cells.empty() || words.empty() || words.size() > 6) return std::nullopt;
  static const Pattern patterns[] = {Pattern("immediately"), Pattern("[with] immediate effect"), Pattern("within * days|weeks|month|months|year"),
                                     Pattern("within * of *"), Pattern("as soon as possible")};
  for (const Pattern& pattern : patterns)
    if (pattern.match(words)) {
      std::string text = block.text;
      while (text.ends_with(':') || text.ends_with('.')) text.pop_back();
      return text;
    }
  return std::nullopt;
}

bool is_capitals(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Structurer {
 public:
  Structurer(const std::vector<Block>& blocks, const Framework* framework)
      : blocks_(blocks), framework_(framework ? *framework : no_framework()), recognised_(framework) {}

  Report read() {
    std::size_t body = 0;
    if (recognised_) {
      report_.framework = framework_.name;
      const Title title = find_title(blocks_, framework_);
      const std::size_t front = front_begins(title);
      read_wrapper(front);
      body = front_ends(title);
      const auto is_fact = read_front(blocks_, front, body, title, framework_, report_);
      begin_section(framework_.letter ? title.text : "[front page]", "Front page", 1, "about", Kind::about, nullptr);
      for (std::size_t i = front; i < body; ++i)
        if (!is_fact[i - front]) read_front_block(i);
      if (const HeadingRule* part = part_titled(title.text)) begin_part(*part);
    } else if (!blocks_.empty()) {
      report_.title = blocks_.front().text.substr(0, 200);
    }
    for (std::size_t i = body; i < blocks_.size(); ++i) read_block(i);
    if (recognised_) read_back(blocks_, framework_, report_);
    drop_empty_unprinted_sections();
    return std::move(report_);
  }

 private:
  // ---- where the report begins -------------------------------------------------------------------------------

  std::size_t front_begins(const Title& title) const {
    std::size_t words = 0;
    for (std::size_t i = 0; i < title.begin; ++i) words += words_of(blocks_[i].text).size();
    constexpr std::size_t letterhead = 60;  // an address and a date are shorter
    if (words <= letterhead || framework_.letter) return 0;
    // What a council puts before the report is its own; the authority's name just above the title is the report's.
    return framework_.authority_before_title && title.begin > 0 ? title.begin - 1 : title.begin;
  }

  std::size_t front_ends(const Title& title) const {
    std::size_t i = title.end;
    while (i < blocks_.size() && !ends_front(blocks_[i])) ++i;
    return i;
  }

  /// The first heading does; a row of the table of judgements, or a sentence that says one, has a grade.
  bool ends_front(const Block& block) const {
    const auto heading = find_heading(framework_, block.text, {});
    return heading && !heading->grade && !(block.cells.size() == 2 && read_grade(block.cells[1]));
  }

  void read_wrapper(std::size_t end) {
    if (end == 0) return;
    wrapper_ = true;
    begin_section("[covering paper]", "Covering paper", 1, "about", Kind::about, nullptr);
    for (std::size_t i = 0; i < end; ++i) {
      const Block& block = blocks_[i];
      if (is_wrapper_heading(i))
        begin_section(block.text, block.text, 2, "about", Kind::about, nullptr);
      else
        read_prose(i);
    }
    wrapper_ = false;
    paragraph_.reset();
  }

  const HeadingRule* part_titled(const std::string& text) const {
    for (const PartRule& part : framework_.parts)
      if (matches_any(part.title, text))
        for (const HeadingRule& rule : framework_.headings)
          if (rule.name == part.heading) return &rule;
    return nullptr;
  }

  void begin_part(const HeadingRule& rule) {
    open_.clear();
    begin_section(rule.name, rule.name, rule.level, rule.area, rule.kind, &rule);
    for (const Judgement& judgement : report_.judgements)  // printed on its own front page
      if (judgement.area == rule.area) report_.sections.back().grade = judgement.grade;
    ended_ = contents_ = false;
    last_number_ = 0;
  }

  /// Councils set their headings in capitals, most with a number: "2 BACKGROUND INFORMATION", but not "3.1 N/A".
  bool is_wrapper_heading(std::size_t i) const {
    const Block& block = blocks_[i];
    if (!is_capitals(block.text) || !block.apart || block.bullet || !block.cells.empty()) return false;
    std::string rest;
    const std::size_t words = words_of(block.text).size();
    if (leading_number(block.text, rest)) return words <= 14;
    const bool numbered = std::isdigit(static_cast<unsigned char>(block.text[0]));
    return !numbered && words <= 10 && i + 1 < blocks_.size() && words_of(blocks_[i + 1].text).size() >= 12;
  }

  // ---- sections ----------------------------------------------------------------------------------------------

  struct Open {
    std::size_t section;
    int level;
    const HeadingRule* rule;
    std::optional<Kind> kind;
  };

  void begin_section(const std::string& printed, const std::string& name, int level, const std::string& area,
                     std::optional<Kind> kind, const HeadingRule* rule) {
    while (!open_.empty() && open_.back().level >= level) open_.pop_back();
    Section section;
    if (!open_.empty()) {
      section.parent = open_.back().section;
      section.path = report_.sections[*section.parent].path;
      section.area = report_.sections[*section.parent].area;
      if (!kind) kind = open_.back().kind;
    }
    section.path.push_back(printed);
    section.name = name;
    if (!area.empty()) section.area = area;
    report_.sections.push_back(section);
    open_.push_back({report_.sections.size() - 1, level, rule, kind});
    paragraph_.reset();
    timescale_ = timescale_of_open_sections();
    list_lead_.reset();
    item_ = 0;
  }

  std::optional<std::string> timescale_of_open_sections() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open)
      if (open->rule && !open->rule->timescale.empty()) return open->rule->timescale;
    return std::nullopt;
  }

  std::vector<std::string> open_names() const {
    std::vector<std::string> names;
    for (const Open& open : open_) names.push_back(report_.sections[open.section].name);
    return names;
  }

  const HeadingRule* rule() const { return open_.empty() ? nullptr : open_.back().rule; }
  bool in(bool HeadingRule::*what) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return open.rule && open.rule->*what; });
  }
  Kind kind() const { return open_.empty() ? Kind::finding : open_.back().kind.value_or(Kind::finding); }

  // ---- one block after another -------------------------------------------------------------------------------

  void read_front_block(std::size_t i) {
    const Block& block = blocks_[i];
    if (read_judgement(block) || read_outcome(block) || block.footnote) {
      if (block.footnote) read_footnote(block);
      return;
    }
    const std::size_t words = words_of(block.text).size();
    if (words < 8 && !block.bullet) return;  // what is left of a title page: "and", "Age group: All", an address
    if (!framework_.introduction.empty() && open_.back().rule == nullptr &&
        report_.sections.back().path.back() != "[introduction]" && framework_.introduction != "about")
      begin_section("[introduction]", "Introduction", 1, framework_.introduction, Kind::summary, nullptr);
    read_prose(i);
  }

  void read_block(std::size_t i) {
    const Block& block = blocks_[i];
    if (block.footnote) return read_footnote(block);
    if (ended_) {
      const HeadingRule* part = part_titled(block.text);
      return part ? begin_part(*part) : read_prose(i);
    }
    auto heading = block.bullet && !block.prominent ? std::nullopt : find_heading(framework_, block.text, open_names());
    if (heading && heading->rule->graded && kind() != Kind::finding && !opens_chapter(i, *heading)) heading.reset();
    const bool was_contents = contents_;
    if (in_contents(block, heading)) return;
    if (was_contents) heading = find_heading(framework_, block.text, open_names());  // what the contents interrupted is open again
    if (matches_any(framework_.skip, block.text) || (block.prominent && is_fact_line(block.text))) return;
    if (matches_any(framework_.ends, block.text)) return read_end(i);
    if (in(&HeadingRule::record) && read_record_row(block)) return;
    if (read_sentence_grade(block)) return;
    if (heading) {
      const bool again = heading->rule == rule() && is_empty_section() && !report_.sections.back().grade;
      return again ? void() : open_heading(block, *heading);  // the head of a table repeats the heading above it
    }
    if (read_section_grade(block) || read_judgement(block) || read_outcome(block)) return;
    if (kind() == Kind::improvement)
      if (const auto timescale = read_timescale(block)) {
        timescale_ = timescale;
        paragraph_.reset();
        return;
      }
    if (const auto printed = unknown_heading(i)) {
      const int level = rule_level() + 1;
      begin_section(*printed, *printed, level, "", std::nullopt, nullptr);
      return;
    }
    if (read_numbered(i)) return;
    read_prose(i);
  }

  /// Summaries and recommendations are grouped under the names of the chapters they are about, and a list of earlier
  /// inspections names them with their grades. The chapter itself is set as a heading, and has its grade.
  bool opens_chapter(std::size_t i, const Heading& heading) const {
    const Block& block = blocks_[i];
    if (block.size > 0 && !block.prominent && block.cells.size() < 2) return false;
    if (heading.grade || block.cells.size() > 1) return true;
    for (std::size_t next = i + 1; next < blocks_.size() && next < i + 4; ++next)
      if (!blocks_[next].bullet && words_of(blocks_[next].text).size() <= 12 && split_grade(blocks_[next].text).grade) return true;
    return false;
  }

  bool is_empty_section() const {
    return report_.paragraphs.empty() || report_.paragraphs.back().section + 1 != report_.sections.size();
  }

  int rule_level() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open)
      if (open->rule) return open->level;
    return 0;
  }

  bool in_contents(const Block& block, const std::optional<Heading>& heading) {
    if (heading && heading->rule->contents) {
      contents_page_ = block.page;
      contents_ = true;
      before_contents_ = open_;
      std::erase_if(before_contents_, [](const Open& open) { return !open.rule; });
      begin_section(heading->printed, heading->rule->name, 1, "about", Kind::about, heading->rule);
      paragraph_.reset();
      return true;
    }
    if (!contents_) return false;
    // An entry ends in its page number; in a PDF the whole page is the list.
    const bool entry = !block.text.empty() && std::isdigit(static_cast<unsigned char>(block.text.back()));
    if (entry || (block.page > 0 && block.page == contents_page_)) return true;
    contents_ = false;
    open_ = before_contents_;
    return false;
  }

  void open_heading(const Block& block, const Heading& heading) {
    begin_section(heading.printed, heading.rule->name, heading.rule->level, heading.rule->area, heading.rule->kind, heading.rule);
    Section& section = report_.sections.back();
    section.grade = heading.grade;
    if (!heading.grade && block.cells.size() > 1) section.grade = read_grade(block.cells.back());
    if (section.grade && block.cells.size() < 2) read_judgement(block);  // the board's only judgement may be its heading
  }

  /// A grade that stands alone under the heading it belongs to.
  bool read_section_grade(const Block& block) {
    const auto grade = read_grade(block.text);
    if (!grade || !rule() || !rule()->graded || !is_empty_section()) return false;
    Section& section = report_.sections[open_.back().section];
    if (section.grade) return false;
    section.grade = grade;
    return true;
  }

  /// "The Local Safeguarding Children Board is good", under a heading of its own: the grade of that section.
  bool read_sentence_grade(const Block& block) {
    const bool waits = std::any_of(open_.begin(), open_.end(), [&](const Open& open) {
      return open.rule && open.rule->graded && !report_.sections[open.section].grade;
    });
    const auto judgements = report_.judgements.size();
    return waits && split_grade(block.text).grade && read_judgement(block) && report_.judgements.size() > judgements;
  }

  void add_judgement(const Judgement& judgement) {
    for (const Judgement& known : report_.judgements)
      if (known.area == judgement.area && known.grade == judgement.grade && fold(known.label) == fold(judgement.label)) return;
    report_.judgements.push_back(judgement);
  }

  /// A row "label | grade", or a sentence that says the grade.
  bool read_judgement(const Block& block) {
    std::string label = block.text, printed;
    if (block.cells.size() == 2) {
      label = block.cells[0];
      printed = block.cells[1];
    }
    if (label.size() > 250) return false;
    const auto numbered = label.find_first_not_of("0123456789. ");  // "2.1 Adoption performance"
    if (numbered != label.npos) label.erase(0, numbered);
    const Words words = words_of(label);
    for (const JudgementRule& rule : framework_.judgements)
      for (const Pattern& pattern : rule.match) {
        const auto match = pattern.match(words);
        if (!match) continue;
        Judgement judgement{rule.area, rule.label.empty() ? label : rule.label, match->grade, printed};
        if (!judgement.grade) {
          if (printed.empty()) continue;
          judgement.grade = read_grade(printed);
          if (!judgement.grade && fold(printed) != "not judged") continue;
        } else if (judgement.as_printed.empty()) {
          judgement.as_printed = label;
        }
        add_judgement(judgement);
        if (rule.section) grade_open_section(rule.area, judgement.grade);
        return true;
      }
    return false;
  }

  void grade_open_section(const std::string& area, std::optional<Grade> grade) {
    for (const Open& open : open_) {
      Section& section = report_.sections[open.section];
      if (section.area == area && open.rule && open.rule->graded && !section.grade) section.grade = grade;
    }
  }

  /// A row of the record of findings. Its own sub-headings are partly wrong in the originals; the order of rows is not.
  bool read_record_row(const Block& block) {
    if (block.cells.size() < 2) return block.cells.size() == 1 || words_of(block.text).size() <= 14;
    const std::string& label = block.cells.front();
    const auto grade = read_grade(block.cells.back());
    if (!grade) return false;
    const std::string& area = second_half_ ? framework_.second_half_area : framework_.first_half_area;
    report_.judgements.push_back({area, label, grade, block.cells.back()});
    if (!framework_.second_half_after.empty() && fold(label) == framework_.second_half_after) second_half_ = true;
    return true;
  }

  bool read_outcome(const Block& block) {
    if (framework_.outcomes.empty() || report_.outcome || block.text.size() > 700) return false;
    const Words words = words_of(block.text);
    for (const OutcomeRule& rule : framework_.outcomes)
      for (const Pattern& pattern : rule.match)
        if (pattern.match(words)) {
          report_.outcome = rule.outcome;
          return false;  // it is a paragraph all the same
        }
    return false;
  }

  /// A heading that no profile names, by how it stands.
  std::optional<std::string> unknown_heading(std::size_t i) const {
    const Block& block = blocks_[i];
    if (block.bullet || !block.cells.empty() || block.text.size() > 100 || block.text.empty()) return std::nullopt;
    if (!std::isupper(static_cast<unsigned char>(block.text[0])) || words_of(block.text).size() > 14) return std::nullopt;
    if (std::string_view(".;,!").find(block.text.back()) != std::string_view::npos || block.text.find(": ") != block.text.npos)
      return std::nullopt;
    const Block* next = i + 1 < blocks_.size() ? &blocks_[i + 1] : nullptr;
    if (block.prominent) return block.text;
    if (block.size > 0) {
      // Run in without weight or space: a short line between the end of a sentence and the next item of a list.
      const bool ended = !paragraph_ || ends_sentence(report_.paragraphs[*paragraph_].text) || item_of_list_ || listed_;
      std::string rest;
      const bool lists = next && (next->bullet || leading_number(next->text, rest) == last_number_ + 1);
      return ended && lists && block.text.back() != ':' ? std::optional(block.text) : std::nullopt;
    }
    if (!block.apart || !next || !next->apart || begins_small(next->text)) return std::nullopt;
    // The end of a page can leave a short piece of a sentence alone; the paragraph before it then lacks its end.
    if (paragraph_ && !ends_sentence(report_.paragraphs[*paragraph_].text)) return std::nullopt;
    if (paragraph_ && report_.paragraphs[*paragraph_].number && next->bullet == false) {
      std::string rest;
      if (leading_number(next->text, rest) != last_number_ + 1) return std::nullopt;
    }
    return block.text;
  }

  // ---- paragraphs --------------------------------------------------------------------------------------------

  Paragraph& add_paragraph(const Block& block, const std::string& text, Kind kind) {
    Paragraph paragraph;
    if (open_.empty()) begin_section("[document]", "Document", 1, "", std::nullopt, nullptr);
    if (kind == Kind::improvement && matches_any(framework_.no_improvement, text)) kind = Kind::boilerplate;
    paragraph.section = open_.back().section;
    paragraph.area = report_.sections[paragraph.section].area;
    paragraph.kind = kind;
    if (kind == Kind::improvement) paragraph.timescale = timescale_;
    paragraph.page = block.page;
    paragraph.text = text;
    report_.paragraphs.push_back(paragraph);
    paragraph_ = report_.paragraphs.size() - 1;
    listed_ = item_of_list_ = false;
    return report_.paragraphs.back();
  }

  /// Only the next number in turn opens a paragraph: a line may well begin "16." because a sentence about
  /// sixteen-year-olds happened to wrap there. A number that skips or repeats does where nothing else could be meant.
  bool read_numbered(std::size_t i) {
    const Block& block = blocks_[i];
    std::string rest;
    const int number = block.bullet ? 0 : leading_number(block.text, rest);
    if (number == 0 || rest.empty() || (begins_small(rest) && !number_follows(i, number + 1))) return false;
    bool opens = number == last_number_ + 1;
    const bool dotted = block.text.find('.') < 4;
    const bool closed = !paragraph_ || ends_sentence(report_.paragraphs[*paragraph_].text);
    if (!opens && last_number_ > 0 && dotted && closed && number >= last_number_ && number <= last_number_ + 3) {
      opens = true;
      report_.warnings.push_back({number == last_number_ ? "number-repeats" : "number-jumps",
                                  "paragraph " + std::to_string(number) + " follows " + std::to_string(last_number_), "page " + std::to_string(block.page)});
    }
    if (!opens) return false;
    last_number_ = number;
    begin_findings();
    const bool lead = kind() == Kind::improvement && is_lead(i, rest);
    Paragraph& paragraph = add_paragraph(block, rest, lead ? Kind::boilerplate : kind());
    paragraph.number = number;
    list_lead_ = number;
    item_ = 0;
    return true;
  }

  /// A paragraph that begins small by mistake is one all the same where the next number comes soon after, in a PDF, whose
  /// blocks begin where the page shows it.
  bool number_follows(std::size_t i, int number) const {
    std::string rest;
    for (std::size_t next = i + 1; blocks_[i].size > 0 && next < blocks_.size() && next < i + 5; ++next)
      if (leading_number(blocks_[next].text, rest) == number) return true;
    return false;
  }

  /// Some chapters print no heading between their summary and the numbered findings.
  void begin_findings() {
    if (kind() != Kind::summary || open_.empty()) return;
    const auto is_chapter = [](const Open& open) { return open.rule && open.rule->graded; };
    const auto chapter = is_chapter(open_.back()) ? open_.end() - 1 : open_.size() > 1 ? open_.end() - 2 : open_.end();
    if (chapter != open_.end() && is_chapter(*chapter))
      begin_section("[findings]", "Inspection findings", chapter->level + 1, "", Kind::finding, nullptr);
  }

  /// "... should take the following action.": what follows is the list, this is not an item of it. A lead that says itself
  /// what to do ("Improve care planning by ensuring that:") is the improvement, and its list is part of it.
  bool is_lead(std::size_t i, const std::string& text) const {
    static const Pattern formula("* following action|actions|areas");
    if (formula.match(words_of(text))) return true;
    return !text.ends_with(':') && i + 1 < blocks_.size() && (blocks_[i + 1].bullet || read_timescale(blocks_[i + 1]));
  }

  void read_prose(std::size_t i) {
    const Block& block = blocks_[i];
    if (block.bullet) return read_bullet(block);
    std::string text = block.text;
    if (block.cells.size() > 1) {
      text.clear();
      for (const std::string& cell : block.cells) text += (text.empty() ? "" : ": ") + cell;
      if (kind() == Kind::improvement && in(&HeadingRule::lists))
        add_item(block, text);
      else
        add_paragraph(block, text, kind());
      return;
    }
    if (paragraph_) {
      std::string& before = report_.paragraphs[*paragraph_].text;
      if (continues(block)) {
        before += " " + text;
        return;
      }
      if (!block.apart && is_address_line(before) && is_address_line(text) && (kind() == Kind::about || kind() == Kind::boilerplate)) {
        before += ", " + text;
        return;
      }
    }
    if (kind() == Kind::improvement && in(&HeadingRule::lists) && !list_lead_) {
      add_item(block, text);
      return;
    }
    add_paragraph(block, text, kind());
  }

  /// Whether an unnumbered block is more of the paragraph before it. Under a number everything is, to the next number;
  /// elsewhere only what a page turn tore off.
  bool continues(const Block& block) const {
    const Paragraph& before = report_.paragraphs[*paragraph_];
    if (before.number && !before.item) return true;
    if (begins_small(block.text)) return !ends_sentence(before.text) || block.page_top;
    if (block.page_top && block.torn && !listed_ && !before.item) return true;
    if (block.size > 0 && block.apart && !block.page_top) return false;  // the space says so, full stop or not
    // List items and lines of an address lack a full stop and are whole all the same.
    return !item_of_list_ && !listed_ && !ends_sentence(before.text) && words_of(before.text).size() >= 8;
  }

  /// "Piccadilly Gate", "Store Street", "M1 2WD"
  static bool is_address_line(const std::string& text) {
    return !ends_sentence(text) && text.size() - (text.rfind(", ") == text.npos ? 0 : text.rfind(", ")) < 45;
  }

  void read_bullet(const Block& block) {
    const bool improvement = kind() == Kind::improvement;
    if (paragraph_) {
      Paragraph& before = report_.paragraphs[*paragraph_];
      // A converter took the dash of a page turn for a bullet: the paragraph before had not ended.
      if (block.apart && before.number && !before.item && !ends_sentence(before.text) && !listed_ && begins_small(block.text)) {
        before.text += " " + block.text;
        return;
      }
      const bool lead = before.kind == Kind::boilerplate && improvement;
      // An item of a list takes only what stands further in; prose takes every item after its colon.
      const bool further_in = !item_of_list_ || block.level > list_level_;
      const bool below = before.text.ends_with(':') || block.level > 0 || (before.number && !improvement) || listed_;
      if (!lead && further_in && below) {
        before.text += " •" + block.text;
        listed_ = true;
        return;
      }
    }
    if (improvement)
      add_item(block, block.text);
    else
      add_paragraph(block, block.text, kind());
    item_of_list_ = true;
    list_level_ = block.level;
  }

  void add_item(const Block& block, const std::string& text) {
    Paragraph& paragraph = add_paragraph(block, text, Kind::improvement);
    paragraph.number = list_lead_;
    paragraph.item = ++item_;
  }

  void read_footnote(const Block& block) {
    const auto before = std::tuple(paragraph_, listed_, item_of_list_);
    add_paragraph(block, block.text, Kind::footnote);
    std::tie(paragraph_, listed_, item_of_list_) = before;  // the text above runs on after it
  }

  void read_end(std::size_t i) {
    ended_ = true;
    open_.clear();
    begin_section("[closing]", "Closing", 1, "about", Kind::boilerplate, nullptr);
    read_prose(i);
  }

  void drop_empty_unprinted_sections() {
    std::vector<bool> used(report_.sections.size(), false);
    for (const Paragraph& paragraph : report_.paragraphs) used[paragraph.section] = true;
    for (const Section& section : report_.sections)
      if (section.parent) used[*section.parent] = true;
    std::vector<std::size_t> place(report_.sections.size());
    std::vector<Section> kept;
    for (std::size_t i = 0; i < report_.sections.size(); ++i) {
      place[i] = kept.size();
      if (used[i] || report_.sections[i].path.back().front() != '[') kept.push_back(report_.sections[i]);
    }
    for (Section& section : kept)
      if (section.parent) section.parent = place[*section.parent];
    for (Paragraph& paragraph : report_.paragraphs) paragraph.section = place[paragraph.section];
    report_.sections = std::move(kept);
  }

  const std::vector<Block>& blocks_;
  const Framework& framework_;
  bool recognised_;
  Report report_;
  std::vector<Open> open_;                // from the top
  std::vector<Open> before_contents_;
  std::optional<std::size_t> paragraph_;  // the one that may run on
  int last_number_ = 0;
  std::optional<int> list_lead_;  // number of the paragraph that a list of improvements hangs under
  std::optional<std::string> timescale_;
  int item_ = 0;
  int contents_page_ = 0;
  bool contents_ = false, second_half_ = false, ended_ = false, wrapper_ = false;
  bool listed_ = false;        // the open paragraph has taken list items
  bool item_of_list_ = false;  // the open paragraph is one itself
  int list_level_ = 0;         // how far in it stands
};

}  // namespace

Report structure(const std::vector<Block>& blocks, const Framework* framework) { return Structurer(blocks, framework).read(); }

}  // namespace findings
