#include "dataset/arrow/io_sink.h"

#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/memory_pool.h>
#include <arrow/table.h>

#include <optional>
#include <utility>
#include <variant>

#include "dataset/arrow/arrow_schema.h"
#include "dataset/arrow/parquet_writer.h"
#include "dataset/layout.h"
#include "encoding/base64.h"

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
    const std::optional<std::string> bytes = encoding::DecodeBase64(value);
    if (!bytes) {
      return Fail(ErrorKind::kCorrupt, "decoding base64: the text is not base64");
    }
    status_ &= bytes_.Append(*bytes);
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
        kernels_per_shard_(IoSharding(request).rows_per_shard),
        shards_(
            fs, std::move(folder), schema_, ParquetProperties(IoFields()),
            [shards = IoSharding(request).shards](size_t number) {
              return ParquetShardName(kIoConfig, Split::kTrain, number, shards);
            },
            [this](int64_t rows) { return TableOf(schema_, columns_, rows); }) {
    for (const IoField& field : IoFields()) {
      columns_.push_back(std::make_unique<IoColumn>(field));
    }
  }

  Status AddKernel(const std::vector<IoRow>& rows) override {
    WARPLOOM_TRY(shards_.Begin());
    for (const IoRow& row : rows) {
      for (const auto& column : columns_) {
        WARPLOOM_TRY(column->Append(row));
      }
      WARPLOOM_TRY(shards_.AddedRow(MemoryBytes(row)));
    }
    if (++shard_kernels_ < kernels_per_shard_) {
      return {};
    }
    shard_kernels_ = 0;
    return shards_.End();
  }

  Result<std::vector<FileEntry>> Finish() override { return shards_.Finish(); }

 private:
  std::shared_ptr<arrow::Schema> schema_;
  uint64_t kernels_per_shard_;
  uint64_t shard_kernels_ = 0;
  std::vector<std::unique_ptr<IoColumn>> columns_;
  ParquetShards shards_;
};

}  // namespace

std::unique_ptr<IoSink> MakeIoSink(FileSystem& fs, const std::string& folder,
                                   const Request& request) {
  return std::make_unique<IoParquetSink>(fs, folder, request);
}

}  // namespace warploom::dataset
