#include "searcher/zip_folder.h"

#include <algorithm>
#include <memory>

#include <zip.h>

#include "schema/error.h"

namespace findings {
namespace {

struct Stamp {
  zip_uint16_t time = 0, date = 0;  // as MS-DOS has them
};

Stamp stamp_of(const std::string& time) {
  const auto number = [&](std::size_t at, std::size_t digits) { return std::stoi(time.substr(at, digits)); };
  const int year = std::max(number(0, 4), 1980);
  return {static_cast<zip_uint16_t>(number(11, 2) << 11 | number(14, 2) << 5 | number(17, 2) / 2),
          static_cast<zip_uint16_t>((year - 1980) << 9 | number(5, 2) << 5 | number(8, 2))};
}

}  // namespace

void zip_folder(const std::filesystem::path& folder, const std::vector<std::string>& files, const std::string& time,
                const std::filesystem::path& zip) {
  constexpr zip_uint32_t plain_file = 0100644U << 16U;
  const Stamp stamp = stamp_of(time);
  int error = 0;
  std::unique_ptr<zip_t, decltype(&zip_discard)> archive(zip_open(zip.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error),
                                                         zip_discard);
  const auto check = [&](bool good) {
    if (!good)
      throw Error("cannot write " + zip.string() + (archive ? std::string(": ") + zip_strerror(archive.get()) : ""), "",
                  Exit::failures);
  };
  check(archive != nullptr);
  for (const std::string& file : files) {
    zip_source_t* source = zip_source_file(archive.get(), (folder / file).c_str(), 0, -1);
    check(source != nullptr);
    const zip_int64_t added = zip_file_add(archive.get(), file.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) zip_source_free(source);
    check(added >= 0);
    const auto place = static_cast<zip_uint64_t>(added);
    check(zip_set_file_compression(archive.get(), place, ZIP_CM_STORE, 0) == 0);
    check(zip_file_set_dostime(archive.get(), place, stamp.time, stamp.date, 0) == 0);
    check(zip_file_set_external_attributes(archive.get(), place, 0, ZIP_OPSYS_UNIX, plain_file) == 0);
  }
  check(zip_close(archive.get()) == 0);
  archive.release();  // closing it freed it
}

}  // namespace findings
