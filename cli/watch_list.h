// Saved questions, and which paragraphs they have shown already.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace findings {

struct SavedQuestion {
  std::string name, text;
  int line = 0;  // of the file
};

/// Reads "name: question" lines; empty ones and those that begin with '#' are passed over. Throws Error naming
/// `file` and the line: for a line without a name or question, and for a name that is there twice.
std::vector<SavedQuestion> read_saved_questions(std::string_view text, const std::string& file);

/// What questions have shown: of each by name its text, and of each paragraph a digest of what it said.
struct WatchState {
  struct Seen {
    std::string question;
    std::map<std::string, std::string> paragraphs;  // citation -> digest
  };
  std::map<std::string, Seen> questions;
};

/// Reads it back; nothing where there is no such file yet. Throws Error (Exit::failures) where it is damaged: it is
/// never taken for empty, which would show everything again.
WatchState read_watch_state(const std::filesystem::path& file);

/// Whole or not at all.
void write_watch_state(const std::filesystem::path& file, const WatchState& state);

/// What tells one text of a paragraph from another.
std::string digest_of_text(const std::string& text);

}  // namespace findings
