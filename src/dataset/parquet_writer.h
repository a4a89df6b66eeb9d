#pragma once

#include <arrow/result.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/writer.h>
#include <parquet/properties.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "dataset/arrow_output.h"
#include "dataset/manifest.h"
#include "dataset/output_file.h"
#include "os/file_system.h"

namespace warploom::dataset {

// A row group ends at either limit, so that it suits the Hub's viewer and our memory.
inline constexpr int64_t kRowsPerGroup = 1000;
inline constexpr size_t kBytesPerGroup = 32U << 20U;

// Writes Parquet files of one schema, one after the other. The failures of Arrow and Parquet, which
// may also throw, become an Error.
class ParquetWriter {
 public:
  ParquetWriter(FileSystem& fs, std::string folder, std::shared_ptr<arrow::Schema> schema,
                std::shared_ptr<parquet::WriterProperties> properties);
  ~ParquetWriter();
  ParquetWriter(const ParquetWriter&) = delete;
  ParquetWriter& operator=(const ParquetWriter&) = delete;

  bool is_open() const { return file_ != nullptr; }

  // Begins a file of the dataset.
  Status Open(const std::string& name);

  // Writes one row group.
  using MakeTable = std::function<arrow::Result<std::shared_ptr<arrow::Table>>()>;
  Status WriteGroup(const MakeTable& make);

  // Makes the file durable under its name; it has so many rows.
  Result<FileEntry> Close(uint64_t rows);

 private:
  Status Run(const std::function<arrow::Status()>& step);

  FileSystem& fs_;
  std::string folder_;
  std::shared_ptr<arrow::Schema> schema_;
  std::shared_ptr<parquet::WriterProperties> properties_;
  std::unique_ptr<OutputFile> file_;
  std::shared_ptr<ArrowOutput> stream_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
};

}  // namespace warploom::dataset
