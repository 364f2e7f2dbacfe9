// SHA-256, in hexadecimal, and names as UUIDs, by Nettle, which loads in a tenth of the time OpenSSL takes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace findings {

std::string sha256(std::string_view bytes);
std::string sha256_of_file(const std::filesystem::path& file);

/// The UUID of a name in this project's own namespace, the same for the same name: version 5 of RFC 9562, by SHA-1.
std::string uuid_of(std::string_view name);

/// The same in another namespace, which is a UUID itself: "6ba7b810-9dad-11d1-80b4-00c04fd430c8" for domain names.
std::string uuid_of(std::string_view space, std::string_view name);

}  // namespace findings
