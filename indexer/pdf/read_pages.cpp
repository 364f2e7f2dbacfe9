#include "indexer/pdf/read_pages.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <new>
#include <string_view>

#include "indexer/pdf/json_lines.h"
#include "indexer/pdf/page_lines.h"

// Only this handler is registered, so that of the formats MuPDF knows (XPS, EPUB, HTML ...) none but PDF is linked.
extern "C" fz_document_handler pdf_document_handler;

namespace findings::pdf {
namespace {

// MuPDF's errors are longjmps. No function here has both an fz_try and a local with a destructor.

constexpr std::size_t store_size = 64u << 20;

struct Document {
  fz_context* context = nullptr;
  fz_document* document = nullptr;
  int pages = 0;
  bool encrypted = false, repaired = false;
};

/// What the page's text device saw besides the text it keeps.
struct Seen {
  long invisible = 0;      // glyphs painted with no ink: the words behind a scan
  float picture_area = 0;  // of the largest picture, in square points
  bool damaged = false;
} seen;

void count_invisible(fz_context*, fz_device*, const fz_text* text, fz_matrix) {
  for (const fz_text_span* span = text->head; span; span = span->next) seen.invisible += span->len;
}

void measure_picture(fz_context*, fz_device*, fz_image*, fz_matrix place, float, fz_color_params) {
  seen.picture_area = std::fmax(seen.picture_area, std::fabs(place.a * place.d - place.b * place.c));
}

// MuPDF drops the rest of a broken stream with no more than this warning.
void notice_warning(void*, const char* message) {
  const std::string_view text = message;
  if (text.find("zlib error") != text.npos || text.find("ignoring rest of page") != text.npos) seen.damaged = true;
}

void ignore_error(void*, const char*) {}

Outcome outcome_of_error(fz_context* context) {
  return fz_caught(context) == FZ_ERROR_MEMORY ? Outcome::out_of_memory : Outcome::damaged;
}

Outcome open_document(Document& pdf, const std::string& bytes) {
  pdf.context = fz_new_context(nullptr, nullptr, store_size);
  if (!pdf.context) return Outcome::out_of_memory;
  fz_set_warning_callback(pdf.context, notice_warning, nullptr);
  fz_set_error_callback(pdf.context, ignore_error, nullptr);
  fz_stream* stream = nullptr;
  fz_var(stream);
  Outcome outcome = Outcome::read;
  fz_try(pdf.context) {
    fz_register_document_handler(pdf.context, &pdf_document_handler);
    stream = fz_open_memory(pdf.context, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    pdf.document = fz_open_document_with_stream(pdf.context, "application/pdf", stream);
    pdf_document* as_pdf = pdf_specifics(pdf.context, pdf.document);
    pdf.encrypted = as_pdf && as_pdf->crypt;
    if (fz_needs_password(pdf.context, pdf.document)) {
      outcome = Outcome::encrypted;
    } else {
      pdf.pages = fz_count_pages(pdf.context, pdf.document);
      pdf.repaired = as_pdf && pdf_was_repaired(pdf.context, as_pdf);
    }
  }
  fz_always(pdf.context) fz_drop_stream(pdf.context, stream);
  fz_catch(pdf.context) outcome = outcome_of_error(pdf.context);
  return outcome;
}

struct Wanted {
  bool invisible;
  float turned;  // degrees
};

/// The structured text of a page, or nullptr with `outcome` set where memory ran out; a page with nothing legible is
/// an empty one with seen.damaged set.
fz_stext_page* load_text(const Document& pdf, int number, Wanted wanted, Outcome& outcome) {
  fz_context* context = pdf.context;
  seen = {};
  fz_page* page = nullptr;
  fz_stext_page* text = nullptr;
  fz_device* device = nullptr;
  fz_cookie cookie{};
  fz_var(page);
  fz_var(text);
  fz_var(device);
  fz_try(context) {
    page = fz_load_page(context, pdf.document, number);
    const fz_matrix turn = fz_rotate(wanted.turned);
    text = fz_new_stext_page(context, fz_transform_rect(fz_bound_page(context, page), turn));
    const fz_stext_options options{.flags = FZ_STEXT_MEDIABOX_CLIP, .scale = 1};
    device = fz_new_stext_device(context, text, &options);
    if (!wanted.invisible) device->ignore_text = count_invisible;
    device->fill_image = measure_picture;
    // Page contents alone: comments and form fields are not the report's words.
    fz_run_page_contents(context, page, device, turn, &cookie);
    fz_close_device(context, device);
    if (cookie.errors > 0) seen.damaged = true;
  }
  fz_always(context) {
    fz_drop_device(context, device);
    fz_drop_page(context, page);
  }
  fz_catch(context) {
    seen.damaged = true;
    if (fz_caught(context) == FZ_ERROR_MEMORY) {
      fz_drop_stext_page(context, text);
      outcome = Outcome::out_of_memory;
      return nullptr;
    }
  }
  return text;
}

/// Letters by the direction they run in: to the right, down, to the left, up.
struct Directions {
  long letters[4] = {};

  long all() const { return letters[0] + letters[1] + letters[2] + letters[3]; }
  int main() const {
    int most = 0;
    for (int i = 1; i < 4; ++i)
      if (letters[i] > letters[most]) most = i;
    return most;
  }
};

Directions directions(const fz_stext_page* page) {
  Directions directions;
  if (!page) return directions;
  for (const fz_stext_block* block = page->first_block; block; block = block->next) {
    if (block->type != FZ_STEXT_BLOCK_TEXT) continue;
    for (const fz_stext_line* line = block->u.t.first_line; line; line = line->next) {
      const int way = line->dir.x > 0.99f ? 0 : line->dir.y > 0.99f ? 1 : line->dir.x < -0.99f ? 2 : 3;
      for (const fz_stext_char* at = line->first_char; at; at = at->next) directions.letters[way] += at->c > ' ';
    }
  }
  return directions;
}

/// Writes all of `out` or says no: the reader has gone away.
bool flush(std::string& out, int descriptor) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t n = write(descriptor, out.data() + done, out.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  out.clear();
  return true;
}

void count_letters(const std::string& text, Summary& summary) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char byte = static_cast<unsigned char>(text[i]);
    if (text.compare(i, 3, "\xEF\xBF\xBD") == 0) ++summary.unreadable;
    else if (std::isalnum(byte) || (byte >= 0xC3 && byte <= 0xDF)) ++summary.letters;
  }
}

/// A page's text as it should be read: turned upright where most of it runs sideways, and with the invisible words
/// where they outnumber the visible ones, which is how OCR leaves a scan.
fz_stext_page* upright_text(const Document& pdf, int number, Outcome& outcome) {
  Wanted wanted{.invisible = false, .turned = 0};
  fz_stext_page* text = load_text(pdf, number, wanted, outcome);
  Directions ways = directions(text);
  if (text && seen.invisible > ways.all()) {
    const float picture_area = seen.picture_area;
    fz_drop_stext_page(pdf.context, text);
    wanted.invisible = true;
    text = load_text(pdf, number, wanted, outcome);
    seen.picture_area = picture_area;
    ways = directions(text);
  }
  if (text && ways.main() != 0) {
    fz_drop_stext_page(pdf.context, text);
    wanted.turned = -90.0f * static_cast<float>(ways.main());
    text = load_text(pdf, number, wanted, outcome);
  }
  return text;
}

/// Nothing ends the file, or more objects follow what does: a PDF made for the web has a first %%EOF near its start.
bool is_cut_short(const std::string& bytes) {
  const std::size_t end = bytes.rfind("%%EOF");
  return end == std::string::npos || bytes.find(" obj", end) != std::string::npos;
}

Outcome print_pages(const Document& pdf, int descriptor) {
  Summary summary{.pages = pdf.pages, .encrypted = pdf.encrypted, .repaired = pdf.repaired};
  std::string out;
  std::size_t printed = 0;
  Outcome outcome = Outcome::read;
  for (int number = 0; number < pdf.pages; ++number) {
    fz_stext_page* text = upright_text(pdf, number, outcome);
    if (outcome != Outcome::read) return outcome;
    const long letters_before = summary.letters;
    float area = 0;
    if (text) {
      const Directions ways = directions(text);
      summary.sideways += ways.all() - ways.letters[0];
      area = (text->mediabox.x1 - text->mediabox.x0) * (text->mediabox.y1 - text->mediabox.y0);
      for (const PrintedLine& line : printed_lines(pdf.context, text)) {
        printed += line.text.size();
        if (printed > most_text) return Outcome::too_much_text;
        append_json(out, number + 1, line);
        count_letters(line.text, summary);
        ++summary.lines;
        if (out.size() > (1u << 16) && !flush(out, descriptor)) return Outcome::no_input;
      }
      fz_drop_stext_page(pdf.context, text);
    }
    if (seen.damaged) summary.damaged.push_back(number + 1);
    if (summary.letters == letters_before && seen.picture_area > 0.4f * area) summary.pictures.push_back(number + 1);
  }
  append_json(out, summary);
  return flush(out, descriptor) ? Outcome::read : Outcome::no_input;
}

}  // namespace

Outcome read_pages(const std::string& bytes, int descriptor) try {
  Document pdf;
  const Outcome opened = open_document(pdf, bytes);
  if (opened == Outcome::damaged || pdf.repaired)
    if (is_cut_short(bytes)) return Outcome::cut_short;
  if (opened != Outcome::read) return opened;
  if (pdf.pages < 1) return Outcome::damaged;
  if (pdf.pages > most_pages) return Outcome::too_many_pages;
  return print_pages(pdf, descriptor);
} catch (const std::bad_alloc&) {
  return Outcome::out_of_memory;
}

}  // namespace findings::pdf
