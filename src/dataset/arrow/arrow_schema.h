#pragma once

#include <memory>
#include <span>

#include "dataset/io_row.h"
#include "dataset/sample.h"

namespace arrow {
class Schema;
}
namespace parquet {
class WriterProperties;
}

namespace warploom::dataset {

// The schema of all shards: no column can hold a null.
std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const Field> fields);
std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const IoField> fields);

// The settings are fixed, so that the same rows are the same bytes.
std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const Field> fields);
std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const IoField> fields);

}  // namespace warploom::dataset
