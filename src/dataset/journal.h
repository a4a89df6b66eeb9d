#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// The journal says which chunks are whole. It is lines of "<16 hex digits of the hash of the rest>
// <JSON>"; each tells of one chunk and how many draws it has, and the last word on a chunk counts.
namespace warploom::dataset {

struct CompletedChunk {
  uint64_t number = 0;
  uint64_t accepted = 0;                   // Kernels.
  std::vector<uint64_t> rejected_indices;  // Draws that were refused, in order.
  uint64_t bytes = 0;                      // Of the chunk's file.
  uint64_t hash = 0;                       // Hash64 of the chunk's file.

  bool operator==(const CompletedChunk&) const = default;
};

struct Journal {
  std::map<uint64_t, CompletedChunk> chunks;
  uint64_t damaged_lines = 0;  // Torn, garbled or written for another chunk size; not in `chunks`.
};

std::string JournalLine(const CompletedChunk& chunk, uint64_t draws_per_chunk);

// Takes every line that is whole, whatever stands between them.
Journal ParseJournal(std::string_view text, uint64_t draws_per_chunk);

}  // namespace warploom::dataset
