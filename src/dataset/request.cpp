#include "dataset/request.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "base/hash.h"
#include "base/nearest.h"
#include "json/fields.h"

namespace warploom::dataset {
namespace {

using json::Get;

const std::vector<std::string> kTargets = {"cpu", "cuda"};
const std::vector<std::string> kFormats = {"json", "jsonl", "parquet"};
const std::vector<std::string> kIncludes = {"backward", "module", "ptx"};
const std::vector<std::string> kChecks = {"codegen", "compile", "run"};

constexpr uint64_t kRowsOfTextShards = 25'000;   // About 20 to 50 MB of Parquet.
constexpr uint64_t kRowsOfModuleShards = 5'000;  // Whole modules and PTX are ten times larger.
constexpr uint64_t kKernelsOfIoShards = 5'000;   // About 30 MB.
constexpr uint64_t kLeastDrawsPerChunk = 4, kMostDrawsPerChunk = 256;

uint64_t CeilDiv(uint64_t count, uint64_t size) { return (count + size - 1) / size; }

// The given words in the order of `known`, once each.
Result<std::vector<std::string>> Ordered(const std::vector<std::string>& words,
                                         const std::vector<std::string>& known,
                                         std::string_view option) {
  for (const std::string& word : words) {
    if (std::ranges::find(known, word) == known.end()) {
      return Fail(
          ErrorKind::kUsage,
          fmt::format(R"({} {}: there is no "{}"; the nearest is "{}" (allowed are {}))", option,
                      fmt::join(words, ","), word, Nearest(word, known), fmt::join(known, ", ")));
    }
  }
  std::vector<std::string> ordered;
  std::ranges::copy_if(known, std::back_inserter(ordered), [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
  return ordered;
}

void SortOnce(std::vector<std::string>& words) {
  std::ranges::sort(words);
  const auto repeats = std::ranges::unique(words);
  words.erase(repeats.begin(), repeats.end());
}

std::string Listed(const std::vector<std::string>& words, std::string_view when_empty) {
  return words.empty() ? std::string(when_empty) : fmt::format("{}", fmt::join(words, ","));
}

// Into as few shards of about the same size as have at most `most` rows.
Sharding Divided(uint64_t rows, uint64_t most) {
  const uint64_t shards = std::max<uint64_t>(1, CeilDiv(rows, most));
  return {shards, CeilDiv(rows, shards)};
}

struct Option {
  std::string name, value;
};

// Every part of a request under the name that users know. Difference compares these.
std::vector<Option> Options(const Request& request) {
  return {{"-n", std::to_string(request.count)},
          {"--seed", std::to_string(request.seed)},
          {"--targets", Listed(request.targets, "none")},
          {"--profile", request.profile},
          {"the text of the profile", "one with the hash " + ProfileHash(request)},
          {"--categories", Listed(request.categories, "all")},
          {"--format", Listed(request.formats, "none")},
          {"--check", request.check},
          {"--include", Listed(request.include, "nothing")},
          {"--hold-out", Listed(request.hold_out, "nothing")},
          {"the version of Warp", request.warp_version},
          {"the version of warploom", request.generator_version},
          {"the CUDA architecture", request.arch}};
}

}  // namespace

Result<Request> Normalized(Request request) {
  if (request.count == 0 || request.count > kMostKernels) {
    return Fail(ErrorKind::kUsage,
                fmt::format("-n {}: a dataset has 1 to {} kernels", request.count, kMostKernels));
  }
  if (request.seed > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return Fail(
        ErrorKind::kUsage,
        fmt::format("--seed {}: seeds are at most 2^63-1; choose a smaller one", request.seed));
  }
  WARPLOOM_ASSIGN_OR_RETURN(request.targets, Ordered(request.targets, kTargets, "--targets"));
  WARPLOOM_ASSIGN_OR_RETURN(request.formats, Ordered(request.formats, kFormats, "--format"));
  WARPLOOM_ASSIGN_OR_RETURN(request.include, Ordered(request.include, kIncludes, "--include"));
  WARPLOOM_TRY(Ordered({request.check}, kChecks, "--check"));
  if (request.targets.empty() || request.formats.empty()) {
    return Fail(ErrorKind::kUsage,
                "--targets and --format need at least one word each; leave them out for all");
  }
  SortOnce(request.categories);
  SortOnce(request.hold_out);
  return request;
}

std::string ProfileHash(const Request& request) { return Hex16(Hash64(request.profile_toml)); }

json::Value ToJson(const Request& request) {
  return json::Value{{"seed", request.seed},
                     {"count", request.count},
                     {"targets", request.targets},
                     {"profile", request.profile},
                     {"profile_hash", ProfileHash(request)},
                     {"categories", request.categories},
                     {"formats", request.formats},
                     {"check", request.check},
                     {"include", request.include},
                     {"hold_out", request.hold_out},
                     {"warp_version", request.warp_version},
                     {"generator_version", request.generator_version},
                     {"arch", request.arch},
                     {"profile_toml", request.profile_toml}};
}

Result<Request> RequestFromJson(const json::Value& object) {
  Request request;
  WARPLOOM_ASSIGN_OR_RETURN(request.seed, Get<uint64_t>(object, "seed"));
  WARPLOOM_ASSIGN_OR_RETURN(request.count, Get<uint64_t>(object, "count"));
  WARPLOOM_ASSIGN_OR_RETURN(request.targets, Get<std::vector<std::string>>(object, "targets"));
  WARPLOOM_ASSIGN_OR_RETURN(request.profile, Get<std::string>(object, "profile"));
  WARPLOOM_ASSIGN_OR_RETURN(request.categories,
                            Get<std::vector<std::string>>(object, "categories"));
  WARPLOOM_ASSIGN_OR_RETURN(request.formats, Get<std::vector<std::string>>(object, "formats"));
  WARPLOOM_ASSIGN_OR_RETURN(request.check, Get<std::string>(object, "check"));
  WARPLOOM_ASSIGN_OR_RETURN(request.include, Get<std::vector<std::string>>(object, "include"));
  WARPLOOM_ASSIGN_OR_RETURN(request.hold_out, Get<std::vector<std::string>>(object, "hold_out"));
  WARPLOOM_ASSIGN_OR_RETURN(request.warp_version, Get<std::string>(object, "warp_version"));
  WARPLOOM_ASSIGN_OR_RETURN(request.generator_version,
                            Get<std::string>(object, "generator_version"));
  WARPLOOM_ASSIGN_OR_RETURN(request.arch, Get<std::string>(object, "arch"));
  WARPLOOM_ASSIGN_OR_RETURN(request.profile_toml, Get<std::string>(object, "profile_toml"));
  // Whoever reads it relies on what Normalized() promises, such as that there is a target.
  const Result<Request> normalized = Normalized(request);
  if (!normalized) {
    return Fail(ErrorKind::kCorrupt, normalized.error().message);
  }
  if (*normalized != request) {
    return Fail(ErrorKind::kCorrupt, "its request was not written by warploom: " +
                                         Difference(request, *normalized).value_or(""));
  }
  return request;
}

std::optional<std::string> Difference(const Request& there, const Request& here) {
  const std::vector<Option> theirs = Options(there), ours = Options(here);
  for (size_t i = 0; i < ours.size(); ++i) {
    if (theirs[i].value != ours[i].value) {
      return fmt::format("{} is {} there and {} here", ours[i].name, theirs[i].value,
                         ours[i].value);
    }
  }
  return std::nullopt;
}

std::string CommandLine(const Request& request) {
  std::string line =
      fmt::format("warploom generate -n {} --seed {} --targets {} --profile {}", request.count,
                  request.seed, Listed(request.targets, ""), request.profile);
  if (!request.categories.empty()) {
    line += " --categories " + Listed(request.categories, "");
  }
  line += fmt::format(" --format {} --check {}", Listed(request.formats, ""), request.check);
  if (!request.include.empty()) {
    line += " --include " + Listed(request.include, "");
  }
  if (!request.hold_out.empty()) {
    line += " --hold-out " + Listed(request.hold_out, "");
  }
  return line;
}

uint64_t DrawsPerChunk(const Request& request) {
  // A few kernels in a thousand are rejected, so all chunks together have a few more draws.
  const uint64_t draws = request.count + request.count / 250;
  const uint64_t chunks = std::max<uint64_t>(8, CeilDiv(draws, kMostDrawsPerChunk));
  return std::max(kLeastDrawsPerChunk, CeilDiv(draws, chunks));
}

uint64_t ChunkCount(const Request& request) {
  return CeilDiv(request.count, DrawsPerChunk(request));
}

Sharding ShardingOf(const Request& request, uint64_t rows) {
  const bool has_modules = std::ranges::any_of(
      request.include, [](const std::string& word) { return word != "backward"; });
  return Divided(rows, has_modules ? kRowsOfModuleShards : kRowsOfTextShards);
}

Sharding IoSharding(const Request& request) { return Divided(request.count, kKernelsOfIoShards); }

}  // namespace warploom::dataset
