#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/request.h"
#include "json/value.h"

namespace warploom::dataset {

// One file, or one folder of JSON files ("json/cpu/000/", the path ends in '/'), whose `bytes` is
// the sum of its files' and whose `sha256` is that of what `sha256sum *` prints in it, names sorted
// by bytes.
struct FileEntry {
  std::string path;
  uint64_t bytes = 0;
  uint64_t rows = 0;  // Samples or rejects; 0 for documents.
  std::string sha256;

  bool operator==(const FileEntry&) const = default;
};

// How many kernels differ, from weak to strong; DESIGN.md's third promise.
struct DistinctCounts {
  uint64_t raw = 0;              // Texts.
  uint64_t kernel_renamed = 0;   // Texts with the kernel's own name replaced.
  uint64_t alpha_renamed = 0;    // structural_hash.
  uint64_t constant_masked = 0;  // masked_hash.

  bool operator==(const DistinctCounts&) const = default;
};

// What a finished dataset is; enough for a summary without reading any shard.
struct Manifest {
  Request request;
  uint64_t kernels = 0;
  uint64_t samples = 0;  // kernels times targets.
  uint64_t rejected = 0;
  std::map<std::string, uint64_t> rejects_by_stage;
  DistinctCounts distinct;
  std::vector<FileEntry> files;  // Sorted by path; the manifest itself is not among them.

  bool operator==(const Manifest&) const = default;
};

json::Value ToJson(const Manifest& manifest);
Result<Manifest> ManifestFromJson(const json::Value& object);

}  // namespace warploom::dataset
