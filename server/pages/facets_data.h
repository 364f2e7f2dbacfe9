// Facets as parts of the search form, for the template facets.mustache.
#pragma once

#include <vector>

#include "server/pages/asked_page.h"
#include "server/pages/page.h"

namespace findings::pages {

/// The fields that the search page counts by.
std::vector<std::string> facets_of_page();

/// A fieldset each.
DataList facets_data(const AskedPage& asked, const std::vector<Facet>& facets);

/// Filters that no tick box stands for, such as ranges of years: the form keeps them as hidden fields.
DataList hidden_filters(const AskedPage& asked, const std::vector<Facet>& facets);

/// A list to choose one value of it from, for the template select.mustache.
Data select_data(const Facet& facet);

Data hidden_field(const std::string& name, const std::string& value);

/// Every filter's values with the address of the page without them.
DataList active_filters(const AskedPage& asked);

}  // namespace findings::pages
