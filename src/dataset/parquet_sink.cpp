#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/memory_pool.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/writer.h>

#include <functional>
#include <utility>

#include "dataset/arrow_output.h"
#include "dataset/arrow_schema.h"
#include "dataset/layout.h"
#include "dataset/output_file.h"
#include "dataset/sample_sink.h"

namespace warploom::dataset {
namespace {

// A row group ends at either limit, so that it suits the Hub's viewer and our memory.
constexpr int64_t kRowsPerGroup = 1000;
constexpr size_t kBytesPerGroup = 32U << 20U;

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
      : fs_(fs),
        folder_(std::move(folder)),
        target_(std::move(target)),
        fields_(SampleFields(request.include)),
        schema_(ArrowSchema(fields_)),
        shards_(ShardCount(request)),
        rows_per_shard_(RowsPerShard(request)) {
    for (const Field& field : fields_) {
      columns_.push_back(std::make_unique<ColumnBuilder>(field));
    }
  }

  ~ParquetSink() override {
    if (writer_ != nullptr) {
      // The shard was abandoned: the writer must be closed before the stream that it writes to.
      (void)writer_->Close();
    }
  }

  Status Add(const Sample& sample) override {
    if (file_ == nullptr) {
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
  // Parquet may also throw; both kinds of failure become an Error here.
  Status Run(const std::function<arrow::Status()>& step) {
    arrow::Status status;
    try {
      status = step();
    } catch (const std::exception& error) {
      status = arrow::Status::UnknownError(error.what());
    }
    if (status.ok()) {
      return {};
    }
    if (stream_ != nullptr && !stream_->file_status()) {
      return stream_->file_status();
    }
    return Fail(ErrorKind::kInternal, "writing Parquet: " + status.message());
  }

  Status BeginShard() {
    const std::string name = ParquetShardName(target_, files_.size(), shards_);
    WARPLOOM_ASSIGN_OR_RETURN(file_, OutputFile::Create(fs_, folder_, name));
    stream_ = std::make_shared<ArrowOutput>(*file_);
    return Run([&]() {
      return parquet::arrow::FileWriter::Open(*schema_, arrow::default_memory_pool(), stream_,
                                              ParquetProperties(fields_))
          .Value(&writer_);
    });
  }

  arrow::Status WriteRowGroup() {
    std::vector<std::shared_ptr<arrow::Array>> arrays(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      ARROW_RETURN_NOT_OK(columns_[i]->status());
      ARROW_RETURN_NOT_OK(columns_[i]->Finish(&arrays[i]));
    }
    return writer_->WriteTable(*arrow::Table::Make(schema_, arrays, group_rows_), group_rows_);
  }

  Status EndRowGroup() {
    if (group_rows_ > 0) {
      WARPLOOM_TRY(Run([&]() { return WriteRowGroup(); }));
    }
    group_rows_ = 0;
    group_bytes_ = 0;
    return {};
  }

  Status EndShard() {
    if (file_ == nullptr) {
      return {};
    }
    WARPLOOM_TRY(EndRowGroup());
    WARPLOOM_TRY(Run([&]() { return writer_->Close(); }));
    writer_.reset();
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, file_->Commit(std::exchange(shard_rows_, 0)));
    files_.push_back(std::move(entry));
    stream_.reset();
    file_.reset();
    return {};
  }

  FileSystem& fs_;
  std::string folder_, target_;
  std::vector<Field> fields_;
  std::shared_ptr<arrow::Schema> schema_;
  uint64_t shards_, rows_per_shard_;
  std::vector<std::unique_ptr<ColumnBuilder>> columns_;
  std::unique_ptr<OutputFile> file_;
  std::shared_ptr<ArrowOutput> stream_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
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
