#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// The journal records which chunks are complete. Its lines are "<hash of the rest, 16 hex digits>
// <JSON>"; each describes one chunk, and the last line on a chunk counts.
namespace warploom::dataset {

struct CompletedChunk {
  uint64_t number = 0;
  uint64_t accepted = 0;                   // Kernels.
  std::vector<uint64_t> rejected_indices;  // Draws that were rejected, in order.
  uint64_t bytes = 0;                      // Of the chunk's file.
  uint64_t hash = 0;                       // Hash64 of the chunk's file.

  bool operator==(const CompletedChunk&) const = default;
};

struct Journal {
  std::map<uint64_t, CompletedChunk> chunks;
  uint64_t damaged_lines = 0;  // Torn, garbled or written for another chunk size; not in `chunks`.
};

std::string JournalLine(const CompletedChunk& chunk, uint64_t draws_per_chunk);

// Reads every intact line, whatever is between them.
Journal ParseJournal(std::string_view text, uint64_t draws_per_chunk);

}  // namespace warploom::dataset
