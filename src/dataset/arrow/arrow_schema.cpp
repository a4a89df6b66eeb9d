#include "dataset/arrow/arrow_schema.h"

#include <arrow/type.h>
#include <parquet/properties.h>

#include <string>
#include <vector>

#include "dataset/arrow/zstd_stream.h"

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

std::shared_ptr<arrow::DataType> ArrowType(IoType type) {
  switch (type) {
    case IoType::kString:
      return arrow::utf8();
    case IoType::kShape:
      return arrow::list(arrow::field("element", arrow::int64(), /*nullable=*/false));
    case IoType::kBool:
      return arrow::boolean();
    case IoType::kBytes:
      return arrow::binary();
    case IoType::kDouble:
      return arrow::float64();
  }
  return nullptr;
}

template <typename Column>
std::shared_ptr<arrow::Schema> SchemaOf(std::span<const Column> fields) {
  std::vector<std::shared_ptr<arrow::Field>> columns;
  for (const Column& field : fields) {
    columns.push_back(
        arrow::field(std::string(field.name), ArrowType(field.type), /*nullable=*/false));
  }
  return arrow::schema(columns);
}

parquet::WriterProperties::Builder CommonProperties() {
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
  return builder;
}

// For values that repeat neither themselves nor an order.
void StorePlainly(parquet::WriterProperties::Builder& builder, std::string_view column) {
  builder.disable_dictionary(std::string(column));
  builder.disable_statistics(std::string(column));
}

}  // namespace

std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const Field> fields) {
  return SchemaOf(fields);
}

std::shared_ptr<arrow::Schema> ArrowSchema(std::span<const IoField> fields) {
  return SchemaOf(fields);
}

std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const IoField> fields) {
  parquet::WriterProperties::Builder builder = CommonProperties();
  for (const IoField& field : fields) {
    if (field.type == IoType::kBytes) {
      StorePlainly(builder, field.name);
    }
  }
  return builder.build();
}

std::shared_ptr<parquet::WriterProperties> ParquetProperties(std::span<const Field> fields) {
  parquet::WriterProperties::Builder builder = CommonProperties();
  for (const Field& field : fields) {
    if (field.type == FieldType::kText) {
      StorePlainly(builder, field.name);
    }
  }
  return builder.build();
}

}  // namespace warploom::dataset
