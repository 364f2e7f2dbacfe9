// SHA-256, in hexadecimal, by OpenSSL.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace findings {

std::string sha256(std::string_view bytes);
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace findings
