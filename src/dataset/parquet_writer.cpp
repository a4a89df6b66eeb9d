#include "dataset/parquet_writer.h"

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

}  // namespace warploom::dataset
