// The head of a request, from bytes to a Request, or the one refusal it deserves. Only what is written exactly as RFC
// 9112 has it passes: each leniency (bare LF, folded lines, a second Host, a body nobody asked for) is a way to make
// two programs on the road disagree about where a request ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/message.h"

namespace findings::http {

inline constexpr std::size_t longest_head = 16 * 1024;  // bytes, the empty line at its end included
inline constexpr std::size_t longest_target = 8 * 1024;
inline constexpr std::size_t longest_path = 1024;
inline constexpr std::size_t most_header_lines = 100;

/// Length of the head that `bytes` begin with, its empty line included; nothing where its end has not come yet. A head
/// may end by bare LF here: read_head refuses that one. Looks from `from` on, where an earlier call left off.
std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from = 0);

/// Reads a whole head. Throws HttpError: 400, 405, 414, 431, 501 or 505. `client` and `is_secure` are left to the
/// caller.
Request read_head(std::string_view head);

/// The refusal of a head that has no end within longest_head bytes: 414 where it is the target that is long, else 431.
HttpError head_too_long(std::string_view bytes);

/// Method and path of a head that read_head refused, for the log: no query, at most 200 bytes of each; "" where none
/// can be made out.
std::pair<std::string, std::string> names_for_log(std::string_view head);

}  // namespace findings::http
