#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "json/value.h"

namespace warploom::dataset {

// Far more than fits on disks, and small enough that no sum of counts overflows.
inline constexpr uint64_t kMostKernels = 100'000'000;

// Everything that the bytes of a dataset depend on, and nothing else: no path, no worker count.
struct Request {
  uint64_t seed = 0;   // At most 2^63-1, so that it fits its column.
  uint64_t count = 0;  // Kernels; each gives one sample per target.
  std::vector<std::string> targets = {"cpu", "cuda"};
  std::string profile = "default";                         // Its name, as samples show it.
  std::string profile_toml;                                // The profile's canonical text.
  std::vector<std::string> categories;                     // Empty means all that the profile has.
  std::vector<std::string> formats = {"json", "parquet"};  // "json", "jsonl", "parquet".
  std::string check = "compile";                           // "codegen", "compile" or "run".
  std::vector<std::string> include;                        // "backward", "module", "ptx".
  std::vector<std::string> hold_out;                       // Families that train never sees.
  std::string warp_version;
  std::string generator_version;
  std::string arch;

  bool operator==(const Request&) const = default;
};

// The same request with its lists in canonical order and without duplicates, so that "cuda,cpu" is
// "cpu,cuda". kUsage for unknown words and invalid numbers.
Result<Request> Normalized(Request request);

// 16 hex digits of the profile's text.
std::string ProfileHash(const Request& request);

json::Value ToJson(const Request& request);
// kCorrupt unless the request is a Normalized one.
Result<Request> RequestFromJson(const json::Value& object);

// Which option differs, with both values; nullopt for equal requests. Both must be Normalized.
// "--seed is 0 there and 7 here".
std::optional<std::string> Difference(const Request& there, const Request& here);

// The command that makes this request, as one would type it, without -o.
std::string CommandLine(const Request& request);

// How many draws make up a chunk of work. A pure function of the request; small for small requests,
// so that few draws are wasted.
uint64_t DrawsPerChunk(const Request& request);
// How many chunks there are if no draw is rejected.
uint64_t ChunkCount(const Request& request);

// How rows are divided into shards: each has `rows_per_shard` but the last.
struct Sharding {
  uint64_t shards = 1;
  uint64_t rows_per_shard = 1;

  bool operator==(const Sharding&) const = default;
};
// Of the Parquet files of a split, or the JSON lines of a target, that has so many rows.
Sharding ShardingOf(const Request& request, uint64_t rows);
// Of the config `io`, in kernels. Only with --check run.
Sharding IoSharding(const Request& request);

}  // namespace warploom::dataset
