#include "dataset/journal.h"

#include <algorithm>

#include "base/hash.h"
#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::dataset {
namespace {

using json::Get;

constexpr size_t kHashDigits = 16;

// The JSON text of a whole line, without its newline; kCorrupt when the hash is not that of the
// text.
Result<std::string_view> CheckedText(std::string_view line) {
  const std::string_view text = line.substr(std::min(line.size(), kHashDigits + 1));
  if (line.size() != kHashDigits + 1 + text.size() || line[kHashDigits] != ' ' ||
      line.substr(0, kHashDigits) != Hex16(Hash64(text))) {
    return Fail(ErrorKind::kCorrupt, "the line's hash is not that of its text");
  }
  return text;
}

Result<CompletedChunk> ChunkFromLine(std::string_view line, uint64_t draws_per_chunk) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string_view text, CheckedText(line));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value object, json::Parse(text));
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t draws, Get<uint64_t>(object, "draws"));
  if (draws != draws_per_chunk) {
    return Fail(ErrorKind::kCorrupt, "the chunk has another size");
  }
  CompletedChunk chunk;
  WARPLOOM_ASSIGN_OR_RETURN(chunk.number, Get<uint64_t>(object, "chunk"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.accepted, Get<uint64_t>(object, "accepted"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.rejected_indices, Get<std::vector<uint64_t>>(object, "rejected"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.bytes, Get<uint64_t>(object, "bytes"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.hash, Get<uint64_t>(object, "hash"));
  return chunk;
}

}  // namespace

std::string JournalLine(const CompletedChunk& chunk, uint64_t draws_per_chunk) {
  const std::string text = json::DumpLineLossy(json::Value{{"chunk", chunk.number},
                                                           {"draws", draws_per_chunk},
                                                           {"accepted", chunk.accepted},
                                                           {"rejected", chunk.rejected_indices},
                                                           {"bytes", chunk.bytes},
                                                           {"hash", chunk.hash}});
  return Hex16(Hash64(text)) + " " + text + "\n";
}

Journal ParseJournal(std::string_view text, uint64_t draws_per_chunk) {
  Journal journal;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      ++journal.damaged_lines;
      break;
    }
    if (const auto chunk = ChunkFromLine(text.substr(0, end), draws_per_chunk)) {
      journal.chunks[chunk->number] = *chunk;
    } else {
      ++journal.damaged_lines;
    }
    text.remove_prefix(end + 1);
  }
  return journal;
}

}  // namespace warploom::dataset
