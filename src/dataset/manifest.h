#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/request.h"
#include "json/value.h"

namespace warploom::dataset {

// One file, or one folder of JSON files ("json/cpu/000/"; such a path ends in '/'). A folder's
// `bytes` is the sum over its files, and its `sha256` is that of the output of `sha256sum *` in it,
// with names sorted by bytes.
struct FileEntry {
  std::string path;
  uint64_t bytes = 0;
  uint64_t rows = 0;  // Samples or rejects; 0 for documents.
  std::string sha256;

  bool operator==(const FileEntry&) const = default;
};

// How many kernels are distinct, from the weakest sense to the strongest.
struct DistinctCounts {
  uint64_t raw = 0;              // Texts.
  uint64_t kernel_renamed = 0;   // Texts with the kernel's own name replaced.
  uint64_t alpha_renamed = 0;    // structural_hash.
  uint64_t constant_masked = 0;  // masked_hash.

  bool operator==(const DistinctCounts&) const = default;
};

// Describes a finished dataset, well enough for a summary without reading a shard.
struct Manifest {
  Request request;
  uint64_t kernels = 0;
  uint64_t samples = 0;                    // kernels times targets.
  std::map<std::string, uint64_t> splits;  // Kernels by split.
  uint64_t rejected = 0;
  std::map<std::string, uint64_t> rejects_by_stage;
  DistinctCounts distinct;
  std::vector<FileEntry> files;  // Sorted by path, without the manifest itself.

  bool operator==(const Manifest&) const = default;
};

json::Value ToJson(const Manifest& manifest);
Result<Manifest> ManifestFromJson(const json::Value& object);

}  // namespace warploom::dataset
