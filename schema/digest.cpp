#include "schema/digest.h"

#include <fstream>
#include <vector>

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "schema/error.h"

namespace findings {
namespace {

const std::uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

class Sha256 {
 public:
  Sha256() { ::sha256_init(&context_); }
  void add(std::string_view bytes) { ::sha256_update(&context_, bytes.size(), bytes_of(bytes)); }
  std::string hexadecimal() {
    std::uint8_t digest[SHA256_DIGEST_SIZE];
    ::sha256_digest(&context_, sizeof digest, digest);
    std::string out;
    for (const std::uint8_t byte : digest) {
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    }
    return out;
  }

 private:
  ::sha256_ctx context_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(file.string() + ": cannot be opened");
  Sha256 digest;
  std::vector<char> buffer(1 << 16);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0)
    digest.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad()) throw Error(file.string() + ": cannot be read");
  return digest.hexadecimal();
}

std::string uuid_of(std::string_view space, std::string_view name) {
  std::string bytes;
  std::string digits(space);
  std::erase(digits, '-');
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  bytes += name;
  ::sha1_ctx context;
  ::sha1_init(&context);
  ::sha1_update(&context, bytes.size(), bytes_of(bytes));
  std::uint8_t digest[SHA1_DIGEST_SIZE];
  ::sha1_digest(&context, sizeof digest, digest);
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0F) | 0x50);  // version 5
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3F) | 0x80);  // variant
  std::string uuid;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += "0123456789abcdef"[digest[i] >> 4];
    uuid += "0123456789abcdef"[digest[i] & 15];
  }
  return uuid;
}

std::string uuid_of(std::string_view name) { return uuid_of("be4a8bbf-3d2a-5b39-9d0e-6f1d4c6d2f10", name); }

}  // namespace findings
