// Themes, matrices, concordances and comparisons as the parameters of an address, for the API and the pages alike.
#pragma once

#include <optional>
#include <variant>

#include "searcher/collocates.h"
#include "searcher/compare.h"
#include "searcher/concordance.h"
#include "searcher/measure.h"
#include "searcher/themes.h"
#include "server/asked_question.h"

namespace findings {

/// against, unit, under, limit.
Parameters themes_parameters();
ThemesWanted themes_wanted(const Asked& asked);
/// Of the slice that was asked for. `against` is a question with its filters typed in it, or "rest".
Themes themes_of(const Asked& asked, const Searcher& searcher, const Question& slice);

/// rows, columns, theme, measure, test, unit, sort, limit.
Parameters matrix_parameters();
/// Of the question with that text and these filters. Throws HttpError where rows are both themes and values, and Error
/// for a theme that cannot be read.
Matrix matrix_of(const Asked& asked, const Searcher& searcher, const std::string& text,
                 const std::vector<Filter>& filters, const Reading& reading);

/// window, within_sentence, collocates, sort, beside, sample, seed, duplicates, offset, limit.
Parameters concordance_parameters();
/// seed, duplicates, offset and limit.
void set_lines(Question& question, const Asked& asked);
/// Throws HttpError for a window that is none.
Context context_wanted(const Asked& asked, Context context);
LinesWanted lines_wanted(const Asked& asked);
/// Throws HttpError for what is of lines alone.
void check_collocates(const Asked& asked);

/// a, b, latest, filters.
Parameters comparison_parameters();

/// What is compared: `a` and `b`, which are two reports' ids or two questions; else the two latest reports of the
/// authority `latest`. Nothing where none of them is given. Throws HttpError where only one side is.
std::optional<std::variant<SliceComparison, InspectionComparison>> comparison_of(const Asked& asked,
                                                                                 const Searcher& searcher);

}  // namespace findings
