#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dataset/split.h"

// Every file name of a dataset is built and parsed here. Paths are relative to the dataset's
// folder, with '/' between parts; Join prepends the folder.
namespace warploom::dataset {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kCardName = "README.md";
inline constexpr std::string_view kStatsName = "stats.json";
inline constexpr std::string_view kRejectedName = "rejected.jsonl";  // Only with rejects.

// Work in progress; removed when the dataset is finished.
inline constexpr std::string_view kWorkFolder = ".warploom";
inline constexpr std::string_view kLockName = ".warploom/lock";
inline constexpr std::string_view kRequestName = ".warploom/request.json";
inline constexpr std::string_view kJournalName = ".warploom/journal";

inline constexpr uint64_t kFilesPerJsonFolder = 1000;

std::string Join(std::string_view folder, std::string_view name);

// The folder that the files of a format are in: "data", "jsonl", "json".
std::string_view FormatFolder(std::string_view format);

// "data/cpu/train-00000-of-00004.parquet"
std::string ParquetShardName(std::string_view target, Split split, uint64_t shard, uint64_t shards);
// "data/cpu/train-*.parquet", for the card.
std::string ParquetShardPattern(std::string_view target, Split split);

// The config of inputs and outputs; its shards are named as those of a target's `train`.
inline constexpr std::string_view kIoConfig = "io";

// "jsonl/cpu-00000.jsonl.zst"
std::string JsonlShardName(std::string_view target, uint64_t shard);
std::string JsonlShardPattern(std::string_view target);

// "json/cpu/000/": the folder of the kernel at this position (0 is the first accepted one).
std::string JsonFolderName(std::string_view target, uint64_t position);
// "wl-0123456789abcdef.json"
std::string JsonFileName(std::string_view id);
std::string JsonFilePattern(std::string_view target);

// ".warploom/chunk-000012.jsonl.zst"
std::string ChunkName(uint64_t chunk);

// True for the name of a file that a run keeps in the work folder, or of a file that is becoming
// one.
bool IsWorkFile(std::string_view name);
// True for the name of one sample's JSON file.
bool IsJsonFile(std::string_view name);

// What a file of a finished dataset is.
struct DataFile {
  enum class Format { kParquet, kJsonl, kJsonFolder };
  Format format = Format::kParquet;
  std::string target;
  Split split = Split::kTrain;  // Of a Parquet file; the others have all splits.
  uint64_t number = 0;          // Of the shard or folder.

  bool operator==(const DataFile&) const = default;
};

// nullopt for anything other than a shard or folder of samples.
std::optional<DataFile> ParseDataFile(std::string_view path);

}  // namespace warploom::dataset
