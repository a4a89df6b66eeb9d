#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "dataset/sample.h"

namespace arrow {
class MemoryPool;
}
namespace parquet::arrow {
class FileReader;
}

namespace warploom::dataset {

// A Parquet shard that is in memory as a whole; row groups are decoded one at a time. All functions
// return kCorrupt, with the shard's name, for bytes that warploom did not write.
class ParquetShard {
 public:
  static Result<ParquetShard> Open(std::string bytes, std::string name, std::vector<Field> fields);
  ParquetShard(ParquetShard&&) noexcept;
  ~ParquetShard();

  int row_groups() const;
  Result<std::vector<Sample>> ReadRowGroup(int group) const;

  // The first row whose id or entry_point is `wanted`; reads only those two columns to find it.
  Result<std::optional<Sample>> Find(std::string_view wanted) const;

 private:
  ParquetShard(std::string name, std::vector<Field> fields);

  std::string name_;
  std::vector<Field> fields_;
  // A shard of a few bytes may claim to hold gigabytes: what is decoded comes from a limited pool.
  std::unique_ptr<arrow::MemoryPool> pool_, limited_pool_;
  std::unique_ptr<parquet::arrow::FileReader> reader_;
};

}  // namespace warploom::dataset
