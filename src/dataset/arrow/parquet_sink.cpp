#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/memory_pool.h>
#include <arrow/table.h>
#include <arrow/type.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "dataset/arrow/arrow_schema.h"
#include "dataset/arrow/parquet_writer.h"
#include "dataset/layout.h"
#include "dataset/sample_sink.h"

namespace warploom::dataset {
namespace {

// Collects the values of one column of the current row group.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(const Field& field) : member_(field.member) {}

  // Adds the sample's value and returns its size in memory.
  size_t Append(const Sample& sample) {
    return std::visit([&](auto member) { return AppendValue(sample.*member); }, member_);
  }

  arrow::Status Finish(std::shared_ptr<arrow::Array>* array) {
    ARROW_RETURN_NOT_OK(status_);
    if (std::holds_alternative<int64_t Sample::*>(member_)) {
      return integers_.Finish(array);
    }
    if (std::holds_alternative<std::string Sample::*>(member_)) {
      return strings_.Finish(array);
    }
    return lists_.Finish(array);
  }

 private:
  size_t AppendValue(const std::string& value) {
    status_ &= strings_.Append(value);
    return value.size() + sizeof(int32_t);
  }
  size_t AppendValue(int64_t value) {
    status_ &= integers_.Append(value);
    return sizeof(value);
  }
  size_t AppendValue(const std::vector<std::string>& values) {
    status_ &= lists_.Append();
    size_t bytes = sizeof(int32_t);
    for (const std::string& value : values) {
      status_ &= items_->Append(value);
      bytes += value.size() + sizeof(int32_t);
    }
    return bytes;
  }

  Field::Member member_;
  arrow::Status status_;
  arrow::StringBuilder strings_;
  arrow::Int64Builder integers_;
  std::shared_ptr<arrow::StringBuilder> items_ = std::make_shared<arrow::StringBuilder>();
  arrow::ListBuilder lists_{
      arrow::default_memory_pool(), items_,
      arrow::list(arrow::field("element", arrow::utf8(), /*nullable=*/false))};
};

// The samples of one split.
class SplitShards {
 public:
  SplitShards(FileSystem& fs, std::string folder, std::vector<Field> fields,
              uint64_t rows_per_shard, ParquetShards::NameOf name_of)
      : fields_(std::move(fields)),
        schema_(ArrowSchema(fields_)),
        rows_per_shard_(rows_per_shard),
        shards_(fs, std::move(folder), schema_, ParquetProperties(fields_), std::move(name_of),
                [this](int64_t rows) { return TableOf(schema_, columns_, rows); }) {
    for (const Field& field : fields_) {
      columns_.push_back(std::make_unique<ColumnBuilder>(field));
    }
  }

  Status Add(const Sample& sample) {
    WARPLOOM_TRY(shards_.Begin());
    size_t bytes = 0;
    for (const auto& column : columns_) {
      bytes += column->Append(sample);
    }
    WARPLOOM_TRY(shards_.AddedRow(bytes));
    return shards_.rows() == rows_per_shard_ ? shards_.End() : Status();
  }

  Result<std::vector<FileEntry>> Finish() { return shards_.Finish(); }

 private:
  std::vector<Field> fields_;
  std::shared_ptr<arrow::Schema> schema_;
  uint64_t rows_per_shard_;
  std::vector<std::unique_ptr<ColumnBuilder>> columns_;
  ParquetShards shards_;
};

class ParquetSink final : public SampleSink {
 public:
  ParquetSink(FileSystem& fs, const std::string& folder, const Request& request,
              const std::string& target, const RowsBySplit& rows) {
    for (const auto& [split, count] : rows) {
      const Sharding sharding = ShardingOf(request, count);
      splits_[split] = std::make_unique<SplitShards>(
          fs, folder, SampleFields(request.include), sharding.rows_per_shard,
          [target, of = split, shards = sharding.shards](size_t number) {
            return ParquetShardName(target, of, number, shards);
          });
    }
  }

  Status Add(const Sample& sample, Split split) override { return splits_.at(split)->Add(sample); }

  Result<std::vector<FileEntry>> Finish() override {
    std::vector<FileEntry> all;
    for (const auto& [split, shards] : splits_) {
      WARPLOOM_ASSIGN_OR_RETURN(std::vector<FileEntry> files, shards->Finish());
      std::ranges::move(files, std::back_inserter(all));
    }
    return all;
  }

 private:
  std::map<Split, std::unique_ptr<SplitShards>> splits_;
};

}  // namespace

std::unique_ptr<SampleSink> MakeParquetSink(FileSystem& fs, const std::string& folder,
                                            const Request& request, const std::string& target,
                                            const RowsBySplit& rows) {
  return std::make_unique<ParquetSink>(fs, folder, request, target, rows);
}

}  // namespace warploom::dataset
