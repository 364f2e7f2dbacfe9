// Bearer tokens of the API, known by their hashes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

/// A file of lines "NAME SHA256", where SHA256 is that of the token in hexadecimal; '#' begins a comment. A plain hash
/// is enough because tokens are made here, of 256 random bits: there is no dictionary to try.
class Tokens {
 public:
  /// Throws Error naming the line that is wrong, and where there is no token at all.
  explicit Tokens(const std::filesystem::path& file);

  /// The name of the token in an Authorization header. It takes the same time whichever token it is, and how much of it
  /// is right.
  std::optional<std::string> name_of(std::string_view authorization) const;

 private:
  struct Entry {
    std::string name, hash;
  };
  std::vector<Entry> entries_;
};

struct NewToken {
  std::string token;  // to be handed over, and kept nowhere
  std::string line;   // for the file
};
/// `name`: letters, digits, '-', '_' and '.'. Throws Error for another.
NewToken make_token(const std::string& name);

}  // namespace findings
