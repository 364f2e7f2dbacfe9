// Pages as Mustache templates, server/pages/NAME.mustache, filled with plain data. Everything put in is escaped but
// what is named HTML.
#pragma once

#include <concepts>
#include <deque>
#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

#include "server/http/message.h"

namespace findings::pages {

/// An object, a list or a text of a template. A name that an object lacks is looked up in those around it, so objects
/// of a list set every name their template has.
using Data = kainjow::mustache::data;

/// A list on its way into an object. No vector: Data would be copied, with all that is in it, whenever that grows.
using DataList = std::deque<Data>;

/// Sets `name`. "" is false: {{#name}} is left out then, while Mustache knows an empty text as true. Of a list
/// "any_name" is set too, whether there is anything in it: {{#name}} itself is repeated for each.
void put(Data& object, const std::string& name, const std::string& text);
void put(Data& object, const std::string& name, DataList list);
void put(Data& object, const std::string& name, std::same_as<bool> auto value) { object[name] = Data(value); }

/// "16,960"
std::string number(std::size_t count);
/// "1 paragraph", "16,960 paragraphs"
std::string number_of(std::size_t count, const std::string& one, const std::string& many);

/// "12.5", "−0.30": of so many digits behind the point, with the sign that is typeset.
std::string decimal(double value, int digits);

/// The page of that template in the dress of all pages. `data` has "title"; it may have "feed", the address of
/// one, "small_box", "charts" where it draws some, and "at_search", "at_reports" and so on, where it stands.
std::string page(const std::string& name, Data data);

/// It as a reply. `status` other than 200: a page that says why not.
http::Response page_reply(const std::string& name, Data data, int status = 200);

}  // namespace findings::pages
