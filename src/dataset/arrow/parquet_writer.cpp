#include "dataset/arrow/parquet_writer.h"

#include <arrow/memory_pool.h>

#include <utility>

namespace warploom::dataset {

ParquetWriter::ParquetWriter(FileSystem& fs, std::string folder,
                             std::shared_ptr<arrow::Schema> schema,
                             std::shared_ptr<parquet::WriterProperties> properties)
    : fs_(fs),
      folder_(std::move(folder)),
      schema_(std::move(schema)),
      properties_(std::move(properties)) {}

ParquetWriter::~ParquetWriter() {
  if (writer_ != nullptr) {
    // The file was abandoned: the writer must be closed before the stream that it writes to.
    (void)writer_->Close();
  }
}

Status ParquetWriter::Run(const std::function<arrow::Status()>& step) {
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

Status ParquetWriter::Open(const std::string& name) {
  WARPLOOM_ASSIGN_OR_RETURN(file_, OutputFile::Create(fs_, folder_, name));
  stream_ = std::make_shared<ArrowOutput>(*file_);
  return Run([&]() {
    return parquet::arrow::FileWriter::Open(*schema_, arrow::default_memory_pool(), stream_,
                                            properties_)
        .Value(&writer_);
  });
}

Status ParquetWriter::WriteGroup(const MakeTable& make) {
  return Run([&]() {
    ARROW_ASSIGN_OR_RAISE(const std::shared_ptr<arrow::Table> table, make());
    return writer_->WriteTable(*table, table->num_rows());
  });
}

Result<FileEntry> ParquetWriter::Close(uint64_t rows) {
  WARPLOOM_TRY(Run([&]() { return writer_->Close(); }));
  writer_.reset();
  WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, file_->Commit(rows));
  stream_.reset();
  file_.reset();
  return entry;
}

Status ParquetShards::Begin() {
  return writer_.is_open() ? Status() : writer_.Open(name_of_(files_.size()));
}

Status ParquetShards::AddedRow(size_t bytes) {
  ++shard_rows_;
  group_bytes_ += bytes;
  return ++group_rows_ == kRowsPerGroup || group_bytes_ >= kBytesPerGroup ? EndGroup() : Status();
}

Status ParquetShards::EndGroup() {
  if (group_rows_ > 0) {
    WARPLOOM_TRY(writer_.WriteGroup([&]() { return make_table_(group_rows_); }));
  }
  group_rows_ = 0;
  group_bytes_ = 0;
  return {};
}

Status ParquetShards::End() {
  if (!writer_.is_open()) {
    return {};
  }
  WARPLOOM_TRY(EndGroup());
  WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, writer_.Close(std::exchange(shard_rows_, 0)));
  files_.push_back(std::move(entry));
  return {};
}

Result<std::vector<FileEntry>> ParquetShards::Finish() {
  WARPLOOM_TRY(End());
  return std::move(files_);
}

}  // namespace warploom::dataset
