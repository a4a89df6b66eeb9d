#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/memory_pool.h>
#include <arrow/table.h>
#include <arrow/type.h>

#include <utility>

#include "dataset/arrow_schema.h"
#include "dataset/layout.h"
#include "dataset/parquet_writer.h"
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
    if (std::holds_alternative<int64_t Sample::*>(member_)) {
      return integers_.Finish(array);
    }
    if (std::holds_alternative<std::string Sample::*>(member_)) {
      return strings_.Finish(array);
    }
    return lists_.Finish(array);
  }

  const arrow::Status& status() const { return status_; }

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

class ParquetSink final : public SampleSink {
 public:
  ParquetSink(FileSystem& fs, std::string folder, const Request& request, std::string target)
      : target_(std::move(target)),
        fields_(SampleFields(request.include)),
        schema_(ArrowSchema(fields_)),
        shards_(ShardCount(request)),
        rows_per_shard_(RowsPerShard(request)),
        writer_(fs, std::move(folder), schema_, ParquetProperties(fields_)) {
    for (const Field& field : fields_) {
      columns_.push_back(std::make_unique<ColumnBuilder>(field));
    }
  }

  Status Add(const Sample& sample) override {
    if (!writer_.is_open()) {
      WARPLOOM_TRY(BeginShard());
    }
    for (const auto& column : columns_) {
      group_bytes_ += column->Append(sample);
    }
    ++shard_rows_;
    if (++group_rows_ == kRowsPerGroup || group_bytes_ >= kBytesPerGroup) {
      WARPLOOM_TRY(EndRowGroup());
    }
    return shard_rows_ == rows_per_shard_ ? EndShard() : Status();
  }

  Result<std::vector<FileEntry>> Finish() override {
    WARPLOOM_TRY(EndShard());
    return std::move(files_);
  }

 private:
  Status BeginShard() { return writer_.Open(ParquetShardName(target_, files_.size(), shards_)); }

  arrow::Result<std::shared_ptr<arrow::Table>> MakeTable() {
    std::vector<std::shared_ptr<arrow::Array>> arrays(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      ARROW_RETURN_NOT_OK(columns_[i]->status());
      ARROW_RETURN_NOT_OK(columns_[i]->Finish(&arrays[i]));
    }
    return arrow::Table::Make(schema_, arrays, group_rows_);
  }

  Status EndRowGroup() {
    if (group_rows_ > 0) {
      WARPLOOM_TRY(writer_.WriteGroup([&]() { return MakeTable(); }));
    }
    group_rows_ = 0;
    group_bytes_ = 0;
    return {};
  }

  Status EndShard() {
    if (!writer_.is_open()) {
      return {};
    }
    WARPLOOM_TRY(EndRowGroup());
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, writer_.Close(std::exchange(shard_rows_, 0)));
    files_.push_back(std::move(entry));
    return {};
  }

  std::string target_;
  std::vector<Field> fields_;
  std::shared_ptr<arrow::Schema> schema_;
  uint64_t shards_, rows_per_shard_;
  std::vector<std::unique_ptr<ColumnBuilder>> columns_;
  ParquetWriter writer_;
  uint64_t shard_rows_ = 0;
  int64_t group_rows_ = 0;
  size_t group_bytes_ = 0;
  std::vector<FileEntry> files_;
};

}  // namespace

std::unique_ptr<SampleSink> MakeParquetSink(FileSystem& fs, const std::string& folder,
                                            const Request& request, const std::string& target) {
  return std::make_unique<ParquetSink>(fs, folder, request, target);
}

}  // namespace warploom::dataset
