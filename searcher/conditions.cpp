#include "searcher/conditions.h"

namespace findings {

Conditions::Conditions(const Searcher& searcher, const Question& question, const std::vector<Expression>& conditions)
    : searcher_(searcher) {
  for (const Expression& expression : conditions) {
    Condition condition{question, {}, {}};
    condition.alone.filters.clear();
    condition.alone.expression = expression;
    if (expression.form == Expression::Form::filter && can_sift(expression.filter, searcher.columns()))
      condition.sieve.emplace(expression.filter, searcher.columns());
    all_.push_back(std::move(condition));
  }
}

bool Conditions::hold(std::size_t condition, std::uint32_t row) {
  auto& [alone, sieve, holds] = all_[condition];
  if (sieve) return sieve->lets_through(row);
  if (holds.empty()) {
    holds.resize(searcher_.columns().documents() + 1);
    for (const std::uint32_t found : searcher_.find(alone)) holds[found] = true;
  }
  return holds[row];
}

}  // namespace findings
