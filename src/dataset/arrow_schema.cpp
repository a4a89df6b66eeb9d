#include "dataset/arrow_schema.h"

#include <arrow/type.h>
#include <parquet/properties.h>

#include <string>
#include <vector>

#include "dataset/zstd_stream.h"

namespace warploom::dataset {
namespace {

constexpr int64_t kPageBytes = 1 << 20;

std::shared_ptr<arrow::DataType> ArrowType(FieldType type) {
  switch (type) {
    case FieldType::kString:
    case FieldType::kText:
      return arrow::utf8();
    case FieldType::kInt:
      return arrow::int64();
    case FieldType::kStringList:
      return arrow::list(arrow::field("element", arrow::utf8(), /*nullable=*/false));
  }
  return nullptr;
}

}  // namespace

std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const Field> fields) {
  std::vector<std::shared_ptr<arrow::Field>> columns;
  for (const Field& field : fields) {
    columns.push_back(
        arrow::field(std::string(field.name), ArrowType(field.type), /*nullable=*/false));
  }
  return arrow::schema(columns);
}

std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const Field> fields) {
  parquet::WriterProperties::Builder builder;
  // The default names the version of Arrow, and our bytes must not change with it.
  builder.created_by("warploom version 1")
      ->version(parquet::ParquetVersion::PARQUET_2_6)
      ->data_page_version(parquet::ParquetDataPageVersion::V1)
      ->compression(parquet::Compression::ZSTD)
      ->compression_level(kZstdLevel)
      ->data_pagesize(kPageBytes)
      ->enable_page_checksum()
      ->enable_write_page_index();
  for (const Field& field : fields) {
    if (field.type == FieldType::kText) {
      builder.disable_dictionary(std::string(field.name));
      builder.disable_statistics(std::string(field.name));
    }
  }
  return builder.build();
}

}  // namespace warploom::dataset
