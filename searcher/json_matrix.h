// A matrix for programs. The keys are promises; new ones are added at the end.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "searcher/matrix.h"

namespace findings {

/// {"columns": ["outstanding", ...], "rows": [{"theme": "drift", "query": "drift OR delay", "cells": [{"column",
/// "paragraphs", "reports", "authorities", "slice_reports", "slice_words", "rate", ...}], ...}], ...}. `rate` is
/// occurrences per 10,000 words of the slice; figures of nothing are null. Shares, rates and probabilities have six
/// digits.
nlohmann::ordered_json to_json(const Matrix& matrix);

/// {"text": "drift", "filters": {"grade": ["good"]}}
nlohmann::ordered_json to_json(const CellQuestion& question);

/// The same as rows for spreadsheets: a heading, then a row a cell, with all its figures and the question that opens
/// it.
std::vector<std::vector<std::string>> matrix_rows(const Matrix& matrix);

}  // namespace findings
