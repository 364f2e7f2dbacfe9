#include "indexer/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "schema/text.h"

namespace findings {
namespace {

constexpr std::array months{"january", "february", "march",     "april",   "may",      "june",
                            "july",    "august",   "september", "october", "november", "december"};

/// "feb", "sept" and "september" are months; "ma" is not.
int month_of(const std::string& word) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i)
    if (std::string_view(months[i]).starts_with(word) || (word == "sept" && i == 8)) return static_cast<int>(i + 1);
  return 0;
}

struct Partial {
  int day = 0, month = 0, year = 0;
};

std::optional<Date> date_of(const Partial& partial) {
  const Date date{std::chrono::year{partial.year}, std::chrono::month{static_cast<unsigned>(partial.month)},
                  std::chrono::day{static_cast<unsigned>(partial.day)}};
  if (!date.ok() || partial.year < 1990 || partial.year > 2100) return std::nullopt;
  return date;
}

/// "20/06/2017" and "20-6-2017" arrive as three numbers in a row; a fourth would be another date.
std::vector<Partial> partials_of(std::string_view text) {
  std::vector<Partial> found;
  std::string token;
  char joined_by = ' ';  // what stands between this number and the one before
  int numbers_in_row = 0;
  const auto number = [&](int value, std::size_t digits) {
    const bool numeric_date = joined_by == '/' || joined_by == '-' || joined_by == '.';
    if (numeric_date && numbers_in_row == 1 && !found.empty() && !found.back().month && digits <= 2 && value <= 12) {
      ++numbers_in_row;
      found.back().month = -value;  // a month only if a year follows; "9-24 November" is two days
    } else if (numeric_date && numbers_in_row == 2 && (digits == 4 || digits == 2)) {
      found.back().month = -found.back().month;
      found.back().year = digits == 2 ? 2000 + value : value;
      numbers_in_row = 0;
    } else if (digits == 4) {
      if (!found.empty() && !found.back().year) found.back().year = value;
      numbers_in_row = 0;
    } else if (value >= 1 && value <= 31) {
      found.push_back({value, 0, 0});
      numbers_in_row = 1;
    }
  };
  const auto flush = [&](char next) {
    if (token.empty()) return;
    if (std::isdigit(static_cast<unsigned char>(token[0]))) {
      std::size_t digits = 0;
      while (digits < token.size() && std::isdigit(static_cast<unsigned char>(token[digits]))) ++digits;
      const std::string ending = token.substr(digits);
      if (digits <= 4 && (ending.empty() || ending == "st" || ending == "nd" || ending == "rd" || ending == "th"))
        number(std::stoi(token.substr(0, digits)), digits);
    } else if (const int month = month_of(token); month && !found.empty() && found.back().month <= 0) {
      if (found.back().month < 0) {  // "9-10 November": the second number was a day after all
        const int day = -found.back().month;
        found.back().month = 0;
        found.push_back({day, 0, 0});
      }
      found.back().month = month;
      numbers_in_row = 0;
    }
    token.clear();
    joined_by = next;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte))
      token += static_cast<char>(std::tolower(byte));
    else
      flush(c);
  }
  flush(' ');
  for (std::size_t i = found.size(); i-- > 0;)
    if (found[i].month < 0) {
      found.insert(found.begin() + static_cast<std::ptrdiff_t>(i) + 1, Partial{-found[i].month, 0, 0});
      found[i].month = 0;
    }
  return found;
}

}  // namespace

std::optional<Period> read_period(std::string_view text) {
  std::vector<Partial> partials = partials_of(text);
  // Filled from the right: "10 – 13 April and 14 – 18 May 2012" names the year once.
  Partial next;
  std::optional<Period> period;
  for (auto partial = partials.rbegin(); partial != partials.rend(); ++partial) {
    if (!partial->month) partial->month = next.month;
    if (!partial->year) partial->year = next.month && partial->month > next.month ? next.year - 1 : next.year;
    const auto date = date_of(*partial);
    if (!date) return std::nullopt;
    next = *partial;
    if (!period) period = Period{*date, *date};
    period->from = std::min(period->from, *date);
    period->to = std::max(period->to, *date);
  }
  return period;
}

std::optional<Date> read_date(std::string_view text) {
  const auto period = read_period(text);
  return period && period->from == period->to ? std::optional(period->to) : std::nullopt;
}

namespace {

std::string one_without_post_nominals(std::string_view name) {
  // Longest first, so that nothing is left of a long title.
  constexpr std::array titles{"senior her majestys inspector",
                              "senior his majestys inspector",
                              "her majestys inspectors",
                              "his majestys inspectors",
                              "her majestys inspector",
                              "his majestys inspector",
                              "ofsted inspector",
                              "ofsted lead inspector",
                              "lead inspector",
                              "social care regulatory inspector",
                              "shmi",
                              "hmi",
                              "rihmi",
                              "oi",
                              "cqc",
                              "ofsted"};
  std::string out = tidy(name);
  for (bool changed = true; changed;) {
    changed = false;
    while (!out.empty() && (out.back() == ',' || out.back() == ' ' || out.back() == '(' || out.back() == ')' ||
                            out.back() == '.' || out.back() == ';')) {
      out.pop_back();
      changed = true;
    }
    for (const std::string_view title : titles) {
      const std::string folded = fold(out);
      if (!folded.ends_with(title) || (folded.size() > title.size() && folded[folded.size() - title.size() - 1] != ' '))
        continue;
      // Cut as many printed words as the title has.
      for (auto n = std::count(title.begin(), title.end(), ' ') + 1; n > 0; --n) {
        const auto space = out.find_last_of(" ");
        out.erase(space == out.npos ? 0 : space);
      }
      changed = true;
    }
  }
  return out;
}

}  // namespace

std::string without_post_nominals(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find(" and ", at), name.size());
    const std::string one = one_without_post_nominals(name.substr(at, end - at));
    if (!one.empty()) out += (out.empty() ? "" : " and ") + one;
    at = end + 5;
  }
  return out;
}

}  // namespace findings
