#include "indexer/front.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

#include "indexer/dates.h"
#include "schema/authorities.h"
#include "schema/text.h"

namespace findings {
namespace {

enum class Fact { inspected, published, lead, other };

struct Label {
  std::string_view folded;
  Fact fact;
};
// Longest first. Some reports align the value after the label with spaces and print no colon.
constexpr std::array labels{
    Label{"dates of previous inspections", Fact::other},
    Label{"dates of previous inspection", Fact::other},
    Label{"date of previous inspection", Fact::other},
    Label{"deputy lead inspector", Fact::other},
    Label{"date of publication", Fact::published},
    Label{"report published", Fact::published},
    Label{"inspection dates", Fact::inspected},
    Label{"inspection date", Fact::inspected},
    Label{"reporting inspector", Fact::lead},
    Label{"lead inspectors", Fact::lead},
    Label{"lead inspector", Fact::lead},
    Label{"published", Fact::published},
    Label{"age group", Fact::other},
    Label{"website", Fact::other},
};

/// The label a line begins with, and what stands after it.
const Label* label_of(const std::string& text, std::string& value) {
  const std::string folded = fold(text.substr(0, 60));
  for (const Label& label : labels) {
    if (!folded.starts_with(label.folded)) continue;
    if (folded.size() > label.folded.size() && folded[label.folded.size()] != ' ') continue;
    // Skip as many printed words as the label has.
    std::size_t at = 0;
    for (auto words = std::count(label.folded.begin(), label.folded.end(), ' ') + 1; words > 0 && at != text.npos;
         --words)
      at = text.find_first_of(" :", at == 0 ? 0 : at + 1);
    value =
        at == text.npos
            ? ""
            : tidy(text.substr(text.find_first_not_of(" :\t", at) == text.npos ? text.size()
                                                                               : text.find_first_not_of(" :\t", at)));
    // A sentence may begin with the same words: "Lead inspectors were on site and met staff".
    const bool labelled = value.empty() || (at != text.npos && text[at] == ':') ||
                          std::isupper(static_cast<unsigned char>(value[0])) ||
                          std::isdigit(static_cast<unsigned char>(value[0]));
    return labelled ? &label : nullptr;
  }
  return nullptr;
}

void take_authority(std::string printed, Report& report, bool known_only) {
  if (report.authority) return;
  const Authority* found = find_authority(printed);
  for (const std::string_view possessive : {"’s", "'s"})  // "Focused visit to Durham’s children’s services"
    if (!found && printed.ends_with(possessive))
      found = find_authority(printed.substr(0, printed.size() - possessive.size()));
  if (found) {
    report.authority = found->name;
  } else if (!known_only) {
    const std::string bare = bare_authority_name(printed);
    if (bare.empty() || bare.size() > 60) return;
    report.authority = bare;
    report.warnings.push_back(
        {"unknown-authority", "no English authority is called \"" + bare + "\"; kept as printed", ""});
  }
}

bool could_be_name(const Block& block) {
  return block.cells.empty() && !block.bullet && block.text.size() < 60 && !ends_sentence(block.text) &&
         words_of(block.text).size() <= 8;
}

/// "on 13 and 14 July" prints no year: it is that of the letter, which is warned of.
std::optional<Period> read_visit_dates(const std::string& text, Report& report) {
  if (const auto period = read_period(text)) return period;
  if (!report.published) return std::nullopt;
  const auto period =
      read_period(text.substr(0, text.find_last_not_of(". ") + 1) + " " + to_string(*report.published).substr(0, 4));
  if (!period || period->to > *report.published) return std::nullopt;
  report.warnings.push_back(
      {"no-year", "the dates of the visit print no year; it is taken from the letter's date", to_string(period->to)});
  return period;
}

/// A letter says in its first sentences when the visit was: "... children’s services on 14 and 15 November 2023."
void read_visit(const std::vector<Block>& blocks, std::size_t begin, std::size_t end, Report& report) {
  for (std::size_t i = begin; i < end && !report.inspected; ++i)
    for (std::string_view rest = blocks[i].text; !rest.empty() && !report.inspected;) {
      auto stop = rest.find(". ");
      stop = stop == rest.npos ? rest.size() : stop + 1;
      const std::string sentence(rest.substr(0, stop));
      const Words words = words_of(sentence);
      const bool of_this = std::find(words.begin(), words.end(), "visit") != words.end() ||
                           std::find(words.begin(), words.end(), "visited") != words.end();
      if (of_this) {
        // The last of "on", "between" and "from" that dates follow: "... on 27 and 28 April 2022 focused on the front
        // door."
        for (const std::string_view before : {" on ", " between ", " from "})
          for (auto at = sentence.rfind(before); at != sentence.npos && at > 0 && !report.inspected;
               at = sentence.rfind(before, at - 1))
            report.inspected = read_visit_dates(sentence.substr(at), report);
      }
      rest.remove_prefix(stop);
    }
}

}  // namespace

bool is_fact_line(const std::string& text) {
  std::string value;
  return label_of(text, value) != nullptr;
}

std::vector<bool> read_front(const std::vector<Block>& blocks, std::size_t begin, std::size_t end, const Title& title,
                             const Framework& framework, Report& report) {
  std::vector<bool> is_fact(end - begin, false);
  const auto mark = [&](std::size_t i) {
    if (i >= begin && i < end) is_fact[i - begin] = true;
  };
  for (std::size_t i = title.begin; i < title.end; ++i) mark(i);
  report.title = title.text;
  if (!title.authority.empty()) take_authority(title.authority, report, false);

  for (std::size_t i = begin; i < end; ++i) {
    if (i >= title.begin && i < title.end) continue;
    std::string value;
    const Label* label = label_of(blocks[i].text, value);
    if (!label) continue;
    mark(i);
    if (value.empty() && i + 1 < end && !label_of(blocks[i + 1].text, value)) {  // the value stands below or beside
      value = blocks[i + 1].text;
      mark(i + 1);
    }
    switch (label->fact) {
      case Fact::inspected:
        if (const auto period = read_period(value); period && !report.inspected) report.inspected = period;
        break;
      case Fact::published:
        if (const auto date = read_date(value); date && !report.published) {
          report.published = date;
          report.published_from = "report";
        }
        break;
      case Fact::lead:
        if (const std::string name = without_post_nominals(value); !name.empty() && !report.lead_inspector)
          report.lead_inspector = name;
        break;
      case Fact::other:
        break;
    }
  }

  // The name stands on a line of its own beside the title; an unknown name only where the profile says it does.
  const auto near = [&](bool before, bool known_only) {
    const auto try_block = [&](std::size_t i) {
      if (i < begin || i >= end || is_fact[i - begin] || report.authority || !could_be_name(blocks[i])) return;
      take_authority(blocks[i].text, report, known_only);
      if (report.authority) mark(i);
    };
    if (before)
      for (std::size_t i = title.begin; i-- > begin && i + 6 > title.begin;) try_block(i);
    else
      for (std::size_t i = title.end; i < end && i < title.end + 6; ++i) try_block(i);
  };
  near(framework.authority_before_title, true);
  near(!framework.authority_before_title, true);
  if (!framework.letter) near(framework.authority_before_title, false);

  if (framework.letter && !report.published)  // a letter's date stands alone above the address
    for (std::size_t i = begin; i < title.begin && !report.published; ++i)
      if (const auto date = read_date(blocks[i].text); date && words_of(blocks[i].text).size() <= 4) {
        report.published = date;
        report.published_from = "report";
        mark(i);
      }
  if (framework.letter) read_visit(blocks, title.end, end, report);
  return is_fact;
}

namespace {

/// "Jocasta Wetherell, Ofsted HMI, lead inspector Ada Quill, CQC lead inspector": the names before those words. Two
/// bodies name a leader each.
std::vector<std::string> leaders_named_in(const std::string& text) {
  std::vector<std::string> printed, names;
  if (fold(text).find("lead inspector") == std::string::npos) return names;
  std::istringstream in{text};
  for (std::string word; in >> word;) printed.push_back(word);
  const auto is = [&](std::size_t i, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), fold(printed[i])) != words.end();
  };
  for (std::size_t i = 1; i + 1 < printed.size(); ++i) {
    if (!is(i, {"lead"}) || !is(i + 1, {"inspector"}) || is(i - 1, {"deputy"})) continue;
    std::size_t end = i;
    while (end > 0 && is(end - 1, {"ofsted", "cqc", "hmi", "his", "her", "majestys", "inspector", "", "shmi"})) --end;
    std::size_t begin = end;
    const auto could_be_name = [&](std::size_t at) {
      return std::isupper(static_cast<unsigned char>(printed[at][0])) &&
             !is(at, {"the", "inspector", "hmi", "ofsted", "cqc", "commission"}) &&
             (at + 1 == end || printed[at].back() != ',');
    };
    while (begin > 0 && end - begin < 4 && could_be_name(begin - 1)) --begin;
    if (end - begin < 2) continue;
    if (is(begin, {"mr", "mrs", "ms", "miss", "dr"})) ++begin;
    std::string name;
    for (std::size_t at = begin; at < end; ++at) name += (name.empty() ? "" : " ") + printed[at];
    names.push_back(without_post_nominals(name));
  }
  return names;
}

}  // namespace

void read_back(const std::vector<Block>& blocks, const Framework& framework, Report& report) {
  static const std::vector<Pattern> signature_before{Pattern("yours|your sincerely|faithfully")};
  static const std::vector<Pattern> signature{Pattern("* her|his majestys inspector|inspectors")};
  for (std::size_t i = 0; i < blocks.size() && !report.lead_inspector; ++i) {
    std::string value;
    const Label* label = blocks[i].text.size() < 200 ? label_of(blocks[i].text, value) : nullptr;
    if (label && value.empty() && i + 1 < blocks.size()) value = blocks[i + 1].text;  // in the cell beside it
    if (label && label->fact == Fact::lead && words_of(value).size() <= 12) {
      if (const std::string name = without_post_nominals(value); !name.empty()) report.lead_inspector = name;
    } else if (framework.letter && matches_any(signature_before, blocks[i].text) && i + 1 < blocks.size()) {
      const std::string name = without_post_nominals(blocks[i + 1].text);
      if (!name.empty() && words_of(name).size() <= 6) report.lead_inspector = name;
    } else if (framework.letter && matches_any(signature, blocks[i].text)) {  // some letters close without a greeting
      std::string name = without_post_nominals(blocks[i].text);
      if (name.empty() && i > 0) name = blocks[i - 1].text;
      if (words_of(name).size() >= 2 && words_of(name).size() <= 6) report.lead_inspector = name;
    }
  }
  if (!report.lead_inspector && !framework.letter) {
    std::string names;
    for (const Block& block : blocks)
      if (block.text.size() < 500)
        for (const std::string& name : leaders_named_in(block.text)) names += (names.empty() ? "" : " and ") + name;
    if (!names.empty()) report.lead_inspector = names;
  }
}

}  // namespace findings
