#include "dataset/arrow/parquet_shard.h"

#include <arrow/array.h>
#include <arrow/buffer.h>
#include <arrow/io/memory.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <fmt/format.h>
#include <parquet/arrow/reader.h>
#include <parquet/properties.h>

#include "dataset/arrow/arrow_schema.h"

namespace warploom::dataset {
namespace {

using Batch = std::shared_ptr<arrow::RecordBatch>;

// What decoding may take: no text of ours shrinks to less than a hundredth.
constexpr int64_t kDecodedFree = int64_t{1} << 26U;
constexpr int64_t kDecodedPerByte = 1000;

// Runs a function of Arrow or Parquet, which may also throw.
template <typename T, typename Step>
Result<T> Run(const std::string& name, const Step& step) {
  std::string reason;
  try {
    arrow::Result<T> result = step();
    if (result.ok()) {
      return *std::move(result);
    }
    reason = result.status().message();
  } catch (const std::exception& error) {
    reason = error.what();
  }
  return Fail(
      ErrorKind::kCorrupt,
      fmt::format("reading {}: the shard is damaged or truncated ({}); generate the dataset "
                  "again in another folder",
                  name, reason));
}

void TakeValue(const arrow::Array& column, int64_t row, std::string& value) {
  value = static_cast<const arrow::StringArray&>(column).GetString(row);
}

void TakeValue(const arrow::Array& column, int64_t row, int64_t& value) {
  value = static_cast<const arrow::Int64Array&>(column).Value(row);
}

void TakeValue(const arrow::Array& column, int64_t row, std::vector<std::string>& value) {
  const auto& lists = static_cast<const arrow::ListArray&>(column);
  const auto& items = static_cast<const arrow::StringArray&>(*lists.values());
  for (int64_t i = lists.value_offset(row); i < lists.value_offset(row + 1); ++i) {
    value.push_back(items.GetString(i));
  }
}

std::vector<Sample> TakeSamples(const arrow::RecordBatch& batch, std::span<const Field> fields) {
  std::vector<Sample> samples(static_cast<size_t>(batch.num_rows()));
  for (size_t column = 0; column < fields.size(); ++column) {
    const std::shared_ptr<arrow::Array> values = batch.column(static_cast<int>(column));
    for (size_t row = 0; row < samples.size(); ++row) {
      std::visit(
          [&](auto member) { TakeValue(*values, static_cast<int64_t>(row), samples[row].*member); },
          fields[column].member);
    }
  }
  return samples;
}

arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> OpenReader(std::string bytes,
                                                                      arrow::MemoryPool* pool) {
  auto source =
      std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::move(bytes)));
  parquet::ReaderProperties properties(pool);
  properties.set_page_checksum_verification(true);
  parquet::arrow::FileReaderBuilder builder;
  builder.memory_pool(pool);
  ARROW_RETURN_NOT_OK(builder.Open(std::move(source), properties));
  ARROW_ASSIGN_OR_RAISE(auto reader, builder.Build());
  return reader;
}

arrow::Status CheckSchema(parquet::arrow::FileReader& reader, const arrow::Schema& expected) {
  std::shared_ptr<arrow::Schema> schema;
  ARROW_RETURN_NOT_OK(reader.GetSchema(&schema));
  if (!schema->Equals(expected, /*check_metadata=*/false)) {
    return arrow::Status::Invalid("its columns are not those of the manifest");
  }
  return arrow::Status::OK();
}

arrow::Result<Batch> ReadBatch(parquet::arrow::FileReader& reader, int group,
                               const std::vector<int>* columns, arrow::MemoryPool* pool) {
  std::shared_ptr<arrow::Table> table;
  if (columns != nullptr) {
    ARROW_ASSIGN_OR_RAISE(table, reader.ReadRowGroup(group, *columns));
  } else {
    ARROW_ASSIGN_OR_RAISE(table, reader.ReadRowGroup(group));
  }
  ARROW_ASSIGN_OR_RAISE(Batch batch, table->CombineChunksToBatch(pool));
  ARROW_RETURN_NOT_OK(batch->ValidateFull());
  return batch;
}

}  // namespace

ParquetShard::ParquetShard(std::string name, std::vector<Field> fields)
    : name_(std::move(name)), fields_(std::move(fields)) {}
ParquetShard::ParquetShard(ParquetShard&&) noexcept = default;
ParquetShard::~ParquetShard() = default;

Result<ParquetShard> ParquetShard::Open(std::string bytes, std::string name,
                                        std::vector<Field> fields) {
  ParquetShard shard(std::move(name), std::move(fields));
  const int64_t limit = kDecodedFree + kDecodedPerByte * static_cast<int64_t>(bytes.size());
  shard.pool_ = arrow::MemoryPool::CreateDefault();
  shard.limited_pool_ = std::make_unique<arrow::CappedMemoryPool>(shard.pool_.get(), limit);
  using Reader = std::unique_ptr<parquet::arrow::FileReader>;
  WARPLOOM_ASSIGN_OR_RETURN(
      shard.reader_, Run<Reader>(shard.name_, [&]() -> arrow::Result<Reader> {
        ARROW_ASSIGN_OR_RAISE(Reader reader,
                              OpenReader(std::move(bytes), shard.limited_pool_.get()));
        ARROW_RETURN_NOT_OK(CheckSchema(*reader, *ArrowSchema(shard.fields_)));
        return reader;
      }));
  return shard;
}

int ParquetShard::row_groups() const { return reader_->num_row_groups(); }

Result<std::vector<Sample>> ParquetShard::ReadRowGroup(int group) const {
  WARPLOOM_ASSIGN_OR_RETURN(const Batch batch, Run<Batch>(name_, [&]() {
                              return ReadBatch(*reader_, group, nullptr, limited_pool_.get());
                            }));
  return TakeSamples(*batch, fields_);
}

Result<std::optional<Sample>> ParquetShard::Find(std::string_view wanted) const {
  const std::vector<int> names = {0, 1};  // id and entry_point are the first two columns.
  for (int group = 0; group < row_groups(); ++group) {
    WARPLOOM_ASSIGN_OR_RETURN(const Batch batch, Run<Batch>(name_, [&]() {
                                return ReadBatch(*reader_, group, &names, limited_pool_.get());
                              }));
    const auto& ids = static_cast<const arrow::StringArray&>(*batch->column(0));
    const auto& entry_points = static_cast<const arrow::StringArray&>(*batch->column(1));
    for (int64_t row = 0; row < batch->num_rows(); ++row) {
      if (ids.GetView(row) == wanted || entry_points.GetView(row) == wanted) {
        WARPLOOM_ASSIGN_OR_RETURN(std::vector<Sample> samples, ReadRowGroup(group));
        return std::move(samples[static_cast<size_t>(row)]);
      }
    }
  }
  return std::nullopt;
}

}  // namespace warploom::dataset
