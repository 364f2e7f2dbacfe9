#include "searcher/parse.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "schema/fields.h"
#include "schema/report.h"
#include "schema/text.h"
#include "schema/words.h"

namespace findings {
namespace {

using Form = Expression::Form;

struct Token {
  enum class Type {
    open,
    close,
    word,
    exact,
    wildcard,
    everything,
    filter,
    scope,  // "heading:", "phrase:" or the name of a kind: what follows at once stands in it
    both,
    either,
    negation,
    near,
    adjacent,
    minus,
    plus,
    end
  };
  Type type = Type::end;
  std::size_t start = 0, length = 0;
  std::string text;   // of words and filter values
  std::string field;  // of filters
  int distance = 0;
};
using Type = Token::Type;

constexpr char heading_scope[] = "heading", phrase_scope[] = "phrase";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Length of the double quote that begins there, straight or curly; 0 where none does.
std::size_t quote_at(std::string_view text, std::size_t at) {
  if (text[at] == '"') return 1;
  for (const std::string_view curly : {"\u201C", "\u201D", "\u201E"})
    if (text.substr(at).starts_with(curly)) return curly.size();
  return 0;
}

class Lexer {
 public:
  explicit Lexer(const std::string& text) : text_(text) {}

  std::vector<Token> tokens() {
    std::vector<Token> tokens;
    while (at_ < text_.size()) {
      if (text_[at_] == ' ')
        ++at_;
      else
        tokens.push_back(next());
    }
    tokens.push_back({Type::end, text_.size(), 1});
    return tokens;
  }

 private:
  Token next() {
    const std::size_t start = at_;
    const char c = text_[at_];
    if (c == '(') return single(Type::open);
    if (c == ')') return single(Type::close);
    if (quote_at(text_, at_)) {
      std::string inside = quoted();
      if (inside.find('*') != inside.npos) fail("a * means nothing inside quotes", start, at_ - start);
      return {Type::exact, start, at_ - start, std::move(inside)};
    }
    const bool has_operand = at_ + 1 < text_.size() && text_[at_ + 1] != ' ' && text_[at_ + 1] != ')';
    if (c == '-' && has_operand) return single(Type::minus);
    if (c == '+' && has_operand) return single(Type::plus);
    if (const std::size_t name = field_name_length()) return field(name);
    return word();
  }

  Token single(Type type) { return {type, at_++, 1}; }

  /// Letters up to a colon that follows them at once.
  std::size_t field_name_length() const {
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || (end > at_ && (text_[end] == '-' || text_[end] == '_'))))
      ++end;
    return end > at_ && end < text_.size() && text_[end] == ':' ? end - at_ : 0;
  }

  Token field(std::size_t name_length) {
    const std::size_t start = at_;
    std::string name = text_.substr(at_, name_length);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const bool is_scope = name == heading_scope || name == phrase_scope || read_kind(name);
    if (!is_scope && !field_named(name)) fail_unknown_field(name, name_length);
    at_ += name_length + 1;
    if (is_scope) {
      if (at_ == text_.size() || text_[at_] == ' ' || text_[at_] == ')')
        fail(name + ": wants a word or a phrase after it, as in " + name + ":safeguarding", start, at_ - start);
      return {Type::scope, start, at_ - start, "", std::move(name)};
    }
    std::string value = at_ < text_.size() && quote_at(text_, at_) ? tidy(quoted()) : run();
    if (value.empty())
      fail(name + ": wants a value, as in " + std::string(field_named(name)->example), start, at_ - start);
    return {Type::filter, start, at_ - start, std::move(value), std::move(name)};
  }

  [[noreturn]] void fail_unknown_field(const std::string& name, std::size_t length) {
    std::vector<std::string> names;
    std::string list;
    for (const Field& field : fields) {
      names.emplace_back(field.name);
      list += (list.empty() ? "" : ", ") + names.back();
    }
    std::vector<std::string> choices = names;
    choices.insert(choices.end(), {heading_scope, phrase_scope});
    for (const Kind kind : all_kinds) choices.emplace_back(to_string(kind));
    const std::string near = nearest(name, choices);
    fail("no field is called \"" + name + "\"" +
             (near.empty() ? "; the fields are " + list : "; did you mean \"" + near + "\"?"),
         at_, length + 1);
  }

  Token word() {
    const std::size_t start = at_;
    std::string text = run();
    const std::size_t length = at_ - start;
    if (text == "*") return {Type::everything, start, length};
    if (text == "AND") return {Type::both, start, length};
    if (text == "OR") return {Type::either, start, length};
    if (text == "NOT") return {Type::negation, start, length};
    if (text == "NEAR" || text.starts_with("NEAR/")) return near(Type::near, text.substr(4), start);
    if (text == "ADJ" || text.starts_with("ADJ/")) return near(Type::adjacent, text.substr(3), start);
    const std::size_t star = text.find('*');
    if (star == text.npos) return {Type::word, start, length, std::move(text)};
    if (star + 1 != text.size()) fail("a * stands only at the end of a word", start + star, 1);
    text.pop_back();
    if (code_points(text) < shortest_wildcard)
      fail("a * wants at least " + std::to_string(shortest_wildcard) + " letters before it", start, length);
    return {Type::wildcard, start, length, std::move(text)};
  }

  Token near(Type type, std::string_view slash, std::size_t start) {
    int distance = type == Type::near ? 10 : 1;
    if (!slash.empty()) {
      const auto [end, error] = std::from_chars(slash.data() + 1, slash.data() + slash.size(), distance);
      if (error != std::errc() || end != slash.data() + slash.size() || distance < 1 || distance > farthest_distance)
        fail(std::string(type == Type::near ? "NEAR/" : "ADJ/") + " wants a number of words from 1 to " +
                 std::to_string(farthest_distance),
             start, at_ - start);
    }
    return {type, start, at_ - start, "", "", distance};
  }

  /// What stands between a quote and the next one, which is left behind.
  std::string quoted() {
    const std::size_t start = at_;
    at_ += quote_at(text_, at_);
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      if (const std::size_t quote = quote_at(text_, at_)) {
        std::string inside = text_.substr(begin, at_ - begin);
        at_ += quote;
        return inside;
      }
      ++at_;
    }
    fail("nothing closes this quote", start, quote_at(text_, start));
  }

  /// Up to a space, a bracket or a quote.
  std::string run() {
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != '(' && text_[at_] != ')' && !quote_at(text_, at_))
      ++at_;
    return text_.substr(start, at_ - start);
  }

  [[noreturn]] void fail(const std::string& message, std::size_t start, std::size_t length) {
    throw QuestionError(message, text_, start, length);
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

/// or:   and (OR and)*      and: unary ([AND] unary)*      unary: (NOT | - | +)* near      near: single (NEAR/n
/// single)*
class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text), tokens_(Lexer(text).tokens()) {}

  Expression parse() {
    Expression whole = any_of();
    if (peek().type == Type::close) fail("nothing opens this bracket", peek());
    return whole;
  }

 private:
  const Token& peek() const { return tokens_[at_]; }
  const Token& take() { return tokens_[at_++]; }

  Expression any_of() {
    std::vector<Expression> parts{all_of()};
    while (peek().type == Type::either) {
      const Token& operation = take();
      expect_operand(operation, "OR");
      parts.push_back(all_of());
    }
    return joined(Form::any, std::move(parts));
  }

  Expression all_of() {
    if (peek().type == Type::both || peek().type == Type::either)
      fail(name_of(peek()) + " needs something before it", peek());
    std::vector<Expression> parts{unary()};
    for (;;) {
      if (peek().type == Type::both)
        expect_operand(take(), "AND");
      else if (peek().type == Type::end || peek().type == Type::close || peek().type == Type::either)
        break;
      parts.push_back(unary());
    }
    return joined(Form::all, std::move(parts));
  }

  Expression unary() {
    const Token token = peek();
    if (token.type == Type::plus) {
      take();
      expect_operand(token, "+");
      Expression wanted = unary();
      wanted.required = true;
      return wanted;
    }
    if (token.type != Type::negation && token.type != Type::minus) return near();
    take();
    expect_operand(token, name_of(token));
    const Deeper deeper(*this, token);
    Expression negation{Form::none};
    negation.parts.push_back(unary());
    return negation;
  }

  Expression near() {
    Expression first = single();
    if (!is_near(peek())) return first;
    Expression chain{peek().type == Type::near ? Form::near : Form::adjacent};
    std::map<std::string, int> times;  // of each word, whatever its form
    const auto check_operand = [&](const Expression& operand) { this->check_operand(operand, times); };
    check_operand(first);
    chain.parts.push_back(std::move(first));
    while (is_near(peek())) {
      const Token& operation = take();
      if ((operation.type == Type::near) != (chain.form == Form::near))
        fail("NEAR and ADJ cannot stand in one chain", operation);
      chain.distance = std::max(chain.distance, operation.distance);
      expect_operand(operation, name_of(operation));
      Expression operand = single();
      check_operand(operand);
      chain.parts.push_back(std::move(operand));
    }
    return chain;
  }

  static bool is_near(const Token& token) { return token.type == Type::near || token.type == Type::adjacent; }

  void check_operand(const Expression& operand, std::map<std::string, int>& times) {
    const auto fail = [&](const std::string& message) {
      throw QuestionError(message, text_, operand.start, std::max<std::size_t>(operand.length, 1));
    };
    if (operand.form != Form::word && operand.form != Form::exact) fail("NEAR and ADJ stand between two words");
    if (++near_words_ > most_near_words)
      fail("a question may have at most " + std::to_string(most_near_words) + " words beside NEAR and ADJ");
    if (++times[words_key(operand.text)] > most_same_near) fail("NEAR and ADJ may have the same word at most twice");
  }

  Expression single() {
    const Token token = take();
    switch (token.type) {
      case Type::open:
        return bracketed(token);
      case Type::word:
        return leaf(Form::word, token);
      case Type::exact:
        if (tidy(token.text).empty()) fail("nothing stands in these quotes", token);
        return leaf(Form::exact, token);
      case Type::wildcard:
        if (++wildcards_ > most_wildcards)
          fail("a question may have at most " + std::to_string(most_wildcards) + " wildcards", token);
        return leaf(Form::wildcard, token);
      case Type::filter: {
        Expression filter = leaf(Form::filter, token);
        filter.text.clear();
        filter.filter = {token.field, {token.text}};
        return filter;
      }
      case Type::scope:
        return scoped(token);
      case Type::everything:
        return leaf(Form::everything, token);
      case Type::negation:
      case Type::minus:
      case Type::plus:
        fail("NEAR and ADJ stand between two words", token);
      default:
        fail(name_of(token) + " needs something before it", token);
    }
  }

  Expression scoped(const Token& scope) {
    const bool is_heading = scope.field == heading_scope, is_phrase = scope.field == phrase_scope;
    const bool is_kind = !is_heading && !is_phrase;
    const Type next = peek().type;
    if (next != Type::word && next != Type::exact && (!is_kind || (next != Type::open && next != Type::wildcard)))
      fail(scope.field + ": stands before a word" + (is_kind ? ", a phrase or brackets" : " or a phrase"), scope);
    Expression whole{is_heading ? Form::heading : is_phrase ? Form::phrase : Form::of_kind};
    if (is_kind) whole.text = scope.field;
    whole.parts.push_back(single());
    whole.start = scope.start;
    whole.length = whole.parts[0].start + whole.parts[0].length - scope.start;
    if (is_phrase) {
      whole.text = whole.parts[0].text;
      whole.parts.clear();
    }
    return whole;
  }

  Expression bracketed(const Token& open) {
    const Deeper deeper(*this, open);
    if (peek().type == Type::close)
      fail("nothing stands in these brackets", {Type::open, open.start, peek().start + 1 - open.start});
    if (peek().type == Type::end) fail("nothing closes this bracket", open);
    Expression inside = any_of();
    if (peek().type != Type::close) fail("nothing closes this bracket", open);
    const Token& close = take();
    inside.start = open.start;
    inside.length = close.start + 1 - open.start;
    return inside;
  }

  Expression leaf(Form form, const Token& token) {
    Expression leaf{form};
    leaf.text = form == Form::exact ? tidy(token.text) : token.text;
    leaf.start = token.start;
    leaf.length = token.length;
    if (form != Form::filter && form != Form::everything)
      words_ += std::max(1, static_cast<int>(folded_words(leaf.text).size()));  // "well-being" is two
    if (words_ > most_words) fail("a question may have at most " + std::to_string(most_words) + " words", token);
    return leaf;
  }

  void expect_operand(const Token& operation, const std::string& name) {
    const Type next = peek().type;
    if (next == Type::end || next == Type::close || next == Type::both || next == Type::either)
      fail(name + " needs something after it", operation);
  }

  std::string name_of(const Token& token) const {
    return token.type == Type::end ? "the end" : text_.substr(token.start, token.length);
  }

  /// Parts of the same form are one list: a AND (b AND c) is a AND b AND c.
  static Expression joined(Form form, std::vector<Expression> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Expression whole{form};
    for (Expression& part : parts) {
      if (part.form == form && !part.required)
        std::move(part.parts.begin(), part.parts.end(), std::back_inserter(whole.parts));
      else
        whole.parts.push_back(std::move(part));
    }
    return whole;
  }

  struct Deeper {
    Deeper(Parser& in, const Token& token) : parser(in) {
      if (++parser.depth_ > deepest_brackets)
        parser.fail("brackets and NOTs may stand at most " + std::to_string(deepest_brackets) + " deep", token);
    }
    ~Deeper() { --parser.depth_; }
    Parser& parser;
  };

  [[noreturn]] void fail(const std::string& message, const Token& token) const {
    throw QuestionError(message, text_, token.start, token.length);
  }

  const std::string& text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0, words_ = 0, near_words_ = 0, wildcards_ = 0;
};

/// The question, and below it the place: "neglect AND\n        ^^^".
std::string marked(const std::string& text, std::size_t start, std::size_t length) {
  return text + '\n' + std::string(code_points(text.substr(0, start)), ' ') +
         std::string(std::max<std::size_t>(1, code_points(text.substr(std::min(start, text.size()), length))), '^');
}

}  // namespace

QuestionError::QuestionError(const std::string& message, const std::string& text, std::size_t start, std::size_t length,
                             const std::string& try_next)
    : Error(message + " (at character " + std::to_string(code_points(text.substr(0, start)) + 1) + ")",
            marked(text, start, length) + (try_next.empty() ? "" : '\n' + try_next)),
      start_(code_points(text.substr(0, start))),
      length_(std::max<std::size_t>(1, code_points(text.substr(std::min(start, text.size()), length)))) {}

Expression parse(const std::string& text) {
  if (text.size() > longest_question)
    throw Error("a question may have at most " + std::to_string(longest_question) + " bytes; this one has " +
                std::to_string(text.size()));
  return Parser(text).parse();
}

}  // namespace findings
