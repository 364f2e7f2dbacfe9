#include "indexer/pdf/versions.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <jconfig.h>
#include <mupdf/fitz/version.h>
#include <openjpeg.h>
#include <seccomp.h>
#include <zlib.h>

namespace findings::pdf {
namespace {

std::string dotted(unsigned major, unsigned minor, unsigned patch) {
  return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

std::string freetype_version() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return "?";
  int major = 0, minor = 0, patch = 0;
  FT_Library_Version(library, &major, &minor, &patch);
  FT_Done_FreeType(library);
  return dotted(static_cast<unsigned>(major), static_cast<unsigned>(minor), static_cast<unsigned>(patch));
}

#define WRITTEN_OUT(name) #name
#define WRITTEN(name) WRITTEN_OUT(name)

}  // namespace

std::string version_line() {
  const scmp_version* const seccomp = seccomp_version();
  return "findings-pdf " FINDINGS_VERSION " (MuPDF " FZ_VERSION ", FreeType " + freetype_version() + ", OpenJPEG " +
         opj_version() + ", libjpeg-turbo " WRITTEN(LIBJPEG_TURBO_VERSION) ", zlib " + zlibVersion() + ", libseccomp " +
         dotted(seccomp->major, seccomp->minor, seccomp->micro) + ")\n";
}

}  // namespace findings::pdf
