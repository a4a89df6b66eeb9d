#include "dataset/layout.h"

#include <fmt/format.h>

#include <charconv>

namespace warploom::dataset {
namespace {

// Removes `prefix` from the front of `text`; false if it is not there.
bool Skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// Removes the number at the front of `text`.
std::optional<uint64_t> TakeNumber(std::string_view& text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

// Removes and returns what is before the next `end`, which is removed as well.
std::string TakeUntil(std::string_view& text, char end) {
  const size_t length = text.find(end);
  if (length == std::string_view::npos) {
    return "";
  }
  std::string taken(text.substr(0, length));
  text.remove_prefix(length + 1);
  return taken;
}

}  // namespace

std::string Join(std::string_view folder, std::string_view name) {
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

std::string_view FormatFolder(std::string_view format) {
  return format == "parquet" ? "data" : format;
}

std::string ParquetShardName(std::string_view target, Split split, uint64_t shard,
                             uint64_t shards) {
  return fmt::format("data/{}/{}-{:05}-of-{:05}.parquet", target, SplitName(split), shard, shards);
}

std::string ParquetShardPattern(std::string_view target, Split split) {
  return fmt::format("data/{}/{}-*.parquet", target, SplitName(split));
}

std::string JsonlShardName(std::string_view target, uint64_t shard) {
  return fmt::format("jsonl/{}-{:05}.jsonl.zst", target, shard);
}

std::string JsonlShardPattern(std::string_view target) {
  return fmt::format("jsonl/{}-*.jsonl.zst", target);
}

std::string JsonFolderName(std::string_view target, uint64_t position) {
  return fmt::format("json/{}/{:03}/", target, position / kFilesPerJsonFolder);
}

std::string JsonFileName(std::string_view id) { return fmt::format("{}.json", id); }

std::string JsonFilePattern(std::string_view target) {
  return fmt::format("json/{}/*/*.json", target);
}

std::string ChunkName(uint64_t chunk) {
  return fmt::format("{}/chunk-{:06}.jsonl.zst", kWorkFolder, chunk);
}

bool IsWorkFile(std::string_view name) {
  const std::string_view temporary = ".tmp";  // TemporaryPath() adds it.
  name.remove_suffix(name.ends_with(temporary) ? temporary.size() : 0);
  const std::string path = Join(kWorkFolder, name);
  std::string_view number = name;
  return path == kLockName || path == kRequestName || path == kJournalName ||
         (Skip(number, "chunk-") && path == ChunkName(TakeNumber(number).value_or(0)));
}

bool IsJsonFile(std::string_view name) {
  std::string_view digits = name;
  if (!Skip(digits, "wl-") || digits.size() < 16) {
    return false;
  }
  digits = digits.substr(0, 16);
  return digits.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         name == JsonFileName(name.substr(0, std::string_view("wl-").size() + 16));
}

std::optional<DataFile> ParseDataFile(std::string_view path) {
  DataFile file;
  std::string_view rest = path;
  std::string built;
  if (Skip(rest, "data/")) {
    file.target = TakeUntil(rest, '/');
    file.split = SplitNamed(TakeUntil(rest, '-')).value_or(Split::kTrain);
    file.number = TakeNumber(rest).value_or(0);
    Skip(rest, "-of-");
    built = ParquetShardName(file.target, file.split, file.number, TakeNumber(rest).value_or(0));
  } else if (Skip(rest, "jsonl/")) {
    file.format = DataFile::Format::kJsonl;
    file.target = TakeUntil(rest, '-');
    file.number = TakeNumber(rest).value_or(0);
    built = JsonlShardName(file.target, file.number);
  } else if (Skip(rest, "json/")) {
    file.format = DataFile::Format::kJsonFolder;
    file.target = TakeUntil(rest, '/');
    file.number = TakeNumber(rest).value_or(0);
    built = JsonFolderName(file.target, file.number * kFilesPerJsonFolder);
  }
  // Comparing with the rebuilt name checks everything that was skipped above.
  if (file.target.empty() || built != path) {
    return std::nullopt;
  }
  return file;
}

}  // namespace warploom::dataset
