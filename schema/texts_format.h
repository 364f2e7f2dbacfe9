// How texts stand in their file, for those that write and read it.
//
//   TextsHeader
//   dictionary: of each word itself, its stem and its unit; of each unit its label, key and words; of each further key
//               the key and its unit            numbers are varints, a string is its length and its bytes
//   zeros up to a multiple of 64
//   documents + 2 numbers of 64 bits: where each docid's bytes begin behind these tables; docid 0 has none
//   documents + 1 numbers of 32 bits: how many words each has; zeros up to a multiple of 64
//   of each paragraph: of each word a 0 after a pause or a 1 after the end of a sentence (not of the first), then its
//   id + 2;
//                      how many phrases; of each how far behind the one before it begins, its unit, its words
#pragma once

#include <cstddef>
#include <cstdint>

namespace findings {

inline constexpr char texts_magic[8] = {'F', 'I', 'N', 'D', 'T', 'X', 'T', '\n'};
inline constexpr std::uint32_t texts_version = 1, texts_byte_order = 0x01020304;
inline constexpr std::size_t texts_alignment = 64;

struct TextsHeader {
  char magic[8];
  std::uint32_t version, order;
  std::uint32_t documents, words, units, keys;
  std::uint64_t dictionary;  // bytes between the header and the tables, the zeros among them
  std::uint64_t texts;       // bytes of all paragraphs
};

inline constexpr std::uint64_t pause_code = 0, sentence_code = 1, first_word_code = 2;

constexpr std::size_t texts_aligned(std::size_t size) {
  return (size + texts_alignment - 1) / texts_alignment * texts_alignment;
}

}  // namespace findings
