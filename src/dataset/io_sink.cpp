#include "dataset/io_sink.h"

#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/memory_pool.h>
#include <arrow/table.h>

#include <utility>
#include <variant>

#include "dataset/arrow_schema.h"
#include "dataset/base64.h"
#include "dataset/layout.h"
#include "dataset/parquet_writer.h"

namespace warploom::dataset {
namespace {

// Collects the values of one column of the current row group.
class IoColumn {
 public:
  explicit IoColumn(const IoField& field) : field_(field) {}

  Status Append(const IoRow& row) {
    return std::visit([&](auto member) { return AppendValue(row.*member); }, field_.member);
  }

  arrow::Status Finish(std::shared_ptr<arrow::Array>* array) {
    ARROW_RETURN_NOT_OK(status_);
    switch (field_.type) {
      case IoType::kString:
        return strings_.Finish(array);
      case IoType::kShape:
        return shapes_.Finish(array);
      case IoType::kBool:
        return flags_.Finish(array);
      case IoType::kBytes:
        return bytes_.Finish(array);
      case IoType::kDouble:
        return numbers_.Finish(array);
    }
    return arrow::Status::Invalid("a column of an unknown type");
  }

 private:
  Status AppendValue(const std::string& value) {
    if (field_.type == IoType::kString) {
      status_ &= strings_.Append(value);
      return {};
    }
    WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, DecodeBase64(value));
    status_ &= bytes_.Append(bytes);
    return {};
  }
  Status AppendValue(const std::vector<uint64_t>& value) {
    status_ &= shapes_.Append();
    for (const uint64_t extent : value) {
      status_ &= extents_->Append(static_cast<int64_t>(extent));
    }
    return {};
  }
  Status AppendValue(bool value) {
    status_ &= flags_.Append(value);
    return {};
  }
  Status AppendValue(double value) {
    status_ &= numbers_.Append(value);
    return {};
  }

  const IoField& field_;
  arrow::Status status_;
  arrow::StringBuilder strings_;
  arrow::BinaryBuilder bytes_;
  arrow::BooleanBuilder flags_;
  arrow::DoubleBuilder numbers_;
  std::shared_ptr<arrow::Int64Builder> extents_ = std::make_shared<arrow::Int64Builder>();
  arrow::ListBuilder shapes_{
      arrow::default_memory_pool(), extents_,
      arrow::list(arrow::field("element", arrow::int64(), /*nullable=*/false))};
};

class IoParquetSink final : public IoSink {
 public:
  IoParquetSink(FileSystem& fs, std::string folder, const Request& request)
      : schema_(ArrowSchema(IoFields())),
        shards_(IoShardCount(request)),
        kernels_per_shard_(IoKernelsPerShard(request)),
        writer_(fs, std::move(folder), schema_, ParquetProperties(IoFields())) {
    for (const IoField& field : IoFields()) {
      columns_.push_back(std::make_unique<IoColumn>(field));
    }
  }

  Status AddKernel(const std::vector<IoRow>& rows) override {
    if (!writer_.is_open()) {
      WARPLOOM_TRY(writer_.Open(ParquetShardName(std::string(kIoConfig), files_.size(), shards_)));
    }
    for (const IoRow& row : rows) {
      for (const auto& column : columns_) {
        WARPLOOM_TRY(column->Append(row));
      }
      group_bytes_ += MemoryBytes(row);
      if (++group_rows_ == kRowsPerGroup || group_bytes_ >= kBytesPerGroup) {
        WARPLOOM_TRY(EndIoGroup());
      }
    }
    shard_rows_ += rows.size();
    return ++shard_kernels_ == kernels_per_shard_ ? EndIoShard() : Status();
  }

  Result<std::vector<FileEntry>> Finish() override {
    WARPLOOM_TRY(EndIoShard());
    return std::move(files_);
  }

 private:
  arrow::Result<std::shared_ptr<arrow::Table>> MakeIoTable() {
    std::vector<std::shared_ptr<arrow::Array>> arrays(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      ARROW_RETURN_NOT_OK(columns_[i]->Finish(&arrays[i]));
    }
    return arrow::Table::Make(schema_, arrays, group_rows_);
  }

  Status EndIoGroup() {
    if (group_rows_ > 0) {
      WARPLOOM_TRY(writer_.WriteGroup([&]() { return MakeIoTable(); }));
    }
    group_rows_ = 0;
    group_bytes_ = 0;
    return {};
  }

  Status EndIoShard() {
    if (!writer_.is_open()) {
      return {};
    }
    WARPLOOM_TRY(EndIoGroup());
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, writer_.Close(std::exchange(shard_rows_, 0)));
    shard_kernels_ = 0;
    files_.push_back(std::move(entry));
    return {};
  }

  std::shared_ptr<arrow::Schema> schema_;
  uint64_t shards_, kernels_per_shard_;
  std::vector<std::unique_ptr<IoColumn>> columns_;
  ParquetWriter writer_;
  uint64_t shard_rows_ = 0, shard_kernels_ = 0;
  int64_t group_rows_ = 0;
  size_t group_bytes_ = 0;
  std::vector<FileEntry> files_;
};

}  // namespace

std::unique_ptr<IoSink> MakeIoSink(FileSystem& fs, const std::string& folder,
                                   const Request& request) {
  return std::make_unique<IoParquetSink>(fs, folder, request);
}

}  // namespace warploom::dataset
