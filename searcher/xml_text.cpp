#include "searcher/xml_text.h"

namespace findings {

std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else if (c == '\'')
      escaped += "&#39;";
    else if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t')
      escaped += "\uFFFD";
    else
      escaped += c;
  }
  return escaped;
}

}  // namespace findings
