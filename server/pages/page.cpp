#include "server/pages/page.h"

#include <cmath>
#include <iomanip>
#include <map>
#include <sstream>
#include <stdexcept>

#include "schema/resources.h"
#include "server/errors.h"
#include "server/pages/static_files.h"

namespace findings::pages {
namespace {

using kainjow::mustache::mustache;

/// The template with those it names by {{>other}} in their places: Mustache would parse them at every use.
std::string whole_template(const std::string& name) {
  constexpr std::string_view opens = "{{>", closes = "}}";
  std::string text(resource("server/pages/" + name + ".mustache"));
  for (std::size_t at = 0; (at = text.find(opens, at)) != text.npos;) {
    const std::size_t end = text.find(closes, at);
    std::string part = whole_template(text.substr(at + opens.size(), end - at - opens.size()));
    if (part.ends_with('\n')) part.pop_back();
    text.replace(at, end + closes.size() - at, part);
    at += part.size();
  }
  return text;
}

/// Parsed once. Rendering writes nothing to a template that is valid, so threads share them.
mustache& template_of(const std::string& name) {
  static const auto all = [] {
    std::map<std::string, mustache, std::less<>> parsed;
    for (const Resource& file : resources("server/pages/")) {
      const std::size_t slash = file.name.rfind('/') + 1;
      const std::string one(file.name.substr(slash, file.name.rfind('.') - slash));
      const auto [place, _] = parsed.emplace(one, mustache(whole_template(one)));
      place->second.set_custom_escape([](const std::string& text) { return escaped(text); });
      if (!place->second.is_valid()) throw std::logic_error(one + ".mustache: " + place->second.error_message());
    }
    return std::make_shared<std::map<std::string, mustache, std::less<>>>(std::move(parsed));
  }();
  return all->at(name);
}

}  // namespace

void put(Data& object, const std::string& name, const std::string& text) {
  object[name] = text.empty() ? Data(false) : Data(text);
}

void put(Data& object, const std::string& name, DataList list) {
  object["any_" + name] = Data(!list.empty());
  Data& holder = object[name] = Data(Data::type::list);
  // Mustache takes lists as copies, at every level of them; what it holds is no constant.
  auto& items = const_cast<kainjow::mustache::list&>(holder.list_value());
  items.reserve(list.size());
  for (Data& item : list) items.push_back(std::move(item));
}

std::string number(std::size_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string number_of(std::size_t count, const std::string& one, const std::string& many) {
  return number(count) + ' ' + (count == 1 ? one : many);
}

std::string decimal(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << std::abs(value);
  const bool is_nought = text.str().find_first_not_of("0.") == std::string::npos;
  return value < 0 && !is_nought ? "−" + text.str() : text.str();
}

std::string page(const std::string& name, Data data) {
  put(data, "bootstrap_css", static_address("bootstrap.css"));
  put(data, "findings_css", static_address("findings.css"));
  put(data, "findings_js", static_address("findings.js"));
  put(data, "findings_svg", static_address("findings.svg"));
  put(data, "chart_js", static_address("chart.js"));
  put(data, "charts_js", static_address("charts.js"));
  for (const char* optional : {"feed", "small_box", "charts", "at_search", "at_themes", "at_matrix", "at_concordance",
                               "at_compare", "at_reports", "at_authorities", "at_help"})
    if (!data.get(optional)) put(data, optional, false);
  std::string text;
  template_of(name).render(data, [&](const std::string& piece) { text += piece; });
  return text;
}

http::Response page_reply(const std::string& name, Data data, int status) {
  return {.status = status, .type = "text/html; charset=utf-8", .body = page(name, std::move(data))};
}

}  // namespace findings::pages
