#include "server/tokens.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "schema/digest.h"
#include "schema/error.h"
#include "schema/files.h"
#include "server/http/message.h"

namespace findings {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) || c == '-' || c == '_' || c == '.');
  });
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

Tokens::Tokens(const std::filesystem::path& file) {
  std::istringstream lines(read_file(file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string name, hash, more;
    if (!(words >> name)) continue;
    if (!(words >> hash) || !is_name(name) || !is_hash(hash) || words >> more)
      throw Error(file.string() + ":" + std::to_string(number) + ": not a name and the SHA-256 of a token",
                  "findings serve --new-token NAME makes a token and the line for it");
    entries_.push_back({name, hash});
  }
  if (entries_.empty())
    throw Error(file.string() + ": no token stands there",
                "findings serve --new-token NAME makes a token and the line for it");
}

std::optional<std::string> Tokens::name_of(std::string_view authorization) const {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() || !http::same_name(authorization.substr(0, scheme.size()), scheme))
    return std::nullopt;
  const std::string hash = sha256(authorization.substr(scheme.size()));
  const Entry* found = nullptr;
  for (const Entry& entry : entries_)
    if (::CRYPTO_memcmp(hash.data(), entry.hash.data(), hash.size()) == 0) found = &entry;
  if (found == nullptr) return std::nullopt;
  return found->name;
}

NewToken make_token(const std::string& name) {
  if (!is_name(name))
    throw Error("\"" + name + "\" is no name for a token", "letters, digits, '-', '_' and '.', at most 64");
  unsigned char bytes[32];
  if (::RAND_bytes(bytes, sizeof bytes) != 1) throw Error("no random bytes are to be had", "", Exit::failures);
  std::string token = "findings_";
  constexpr char digits[] = "0123456789abcdef";
  for (const unsigned char byte : bytes) token.append({digits[byte >> 4], digits[byte & 15]});
  return {token, name + " " + sha256(token)};
}

}  // namespace findings
