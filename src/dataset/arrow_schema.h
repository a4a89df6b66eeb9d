#pragma once

#include <memory>
#include <span>

#include "dataset/sample.h"

namespace arrow {
class Schema;
}
namespace parquet {
class WriterProperties;
}

namespace warploom::dataset {

// The one schema of all shards: no column can hold a null.
std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const Field> fields);

// Fixed settings, so that the same rows are the same bytes.
std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const Field> fields);

}  // namespace warploom::dataset
