// A matrix as a picture: SVG of our own, which stands by itself in a file and in a page.
#pragma once

#include <functional>
#include <string>

#include "searcher/measure.h"

namespace findings {

/// The address that a cell opens; "" for none.
using CellLink = std::function<std::string(const CellQuestion& question)>;

/// A cell is shaded by its value: of themes as a share of the largest in its row, because some are said ten times as
/// often as others; of values of a field as a share of the largest of all. Each has its figure and a title that says
/// what it is of. Valid XML, legible in light and in dark; a page that has colours of its own sets the classes
/// heat-ground, heat-ink, heat-faint and heat-cell.
std::string heat_map(const Matrix& matrix, Measure measure, const CellLink& link = {});

}  // namespace findings
