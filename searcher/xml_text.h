// Text as it stands in XML, HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace findings {

/// Text for an element or a quoted attribute: & < > " ' are escaped, and control characters, which XML 1.0 has none of,
/// become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace findings
