#include "dataset/journal.h"

#include <optional>

#include "base/hash.h"
#include "dataset/json_reader.h"

namespace warploom::dataset {
namespace {

constexpr size_t kHashDigits = 16;

// The JSON of a whole line, without its newline.
std::optional<Json> CheckedLine(std::string_view line) {
  if (line.size() < kHashDigits + 1 || line[kHashDigits] != ' ') {
    return std::nullopt;
  }
  const std::string_view text = line.substr(kHashDigits + 1);
  if (line.substr(0, kHashDigits) != Hex16(Hash64(text))) {
    return std::nullopt;
  }
  Result<Json> json = ParseJson(text, "the journal");
  return json ? std::optional(*std::move(json)) : std::nullopt;
}

std::optional<CompletedChunk> ChunkFromJson(const Json& json, uint64_t draws_per_chunk) {
  CompletedChunk chunk;
  uint64_t draws = 0;
  JsonReader reader(json);
  reader.Read("chunk", chunk.number);
  reader.Read("draws", draws);
  reader.Read("accepted", chunk.accepted);
  reader.Read("rejected", chunk.rejected_indices);
  reader.Read("bytes", chunk.bytes);
  reader.Read("hash", chunk.hash);
  return reader.status() && draws == draws_per_chunk ? std::optional(chunk) : std::nullopt;
}

}  // namespace

std::string JournalLine(const CompletedChunk& chunk, uint64_t draws_per_chunk) {
  const std::string text = DumpLineLossy(Json{{"chunk", chunk.number},
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
    const bool has_end = end != std::string_view::npos;
    const std::optional<Json> json = has_end ? CheckedLine(text.substr(0, end)) : std::nullopt;
    text.remove_prefix(has_end ? end + 1 : text.size());
    if (const auto chunk = json ? ChunkFromJson(*json, draws_per_chunk) : std::nullopt) {
      journal.chunks[chunk->number] = *chunk;
    } else {
      ++journal.damaged_lines;
    }
  }
  return journal;
}

}  // namespace warploom::dataset
