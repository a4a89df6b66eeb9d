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
#include <utility>
#include <vector>

#include "base/error.h"
#include "dataset/arrow/arrow_output.h"
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

  // Makes the file durable under its name; `rows` goes into its entry.
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

// Rows of a dataset's shards, which it gathers into row groups.
class ParquetShards {
 public:
  // The table of the `rows` gathered rows, and the name of shard `number`.
  using MakeTable = std::function<arrow::Result<std::shared_ptr<arrow::Table>>(int64_t rows)>;
  using NameOf = std::function<std::string(size_t number)>;

  ParquetShards(FileSystem& fs, std::string folder, std::shared_ptr<arrow::Schema> schema,
                std::shared_ptr<parquet::WriterProperties> properties, NameOf name_of,
                MakeTable make_table)
      : writer_(fs, std::move(folder), std::move(schema), std::move(properties)),
        name_of_(std::move(name_of)),
        make_table_(std::move(make_table)) {}

  // Begins a shard unless one is open.
  Status Begin();
  // Counts a gathered row that takes `bytes` in memory.
  Status AddedRow(size_t bytes);
  // The rows of the open shard.
  uint64_t rows() const { return shard_rows_; }
  // Ends the shard that is open, if any.
  Status End();
  // Ends the last shard; returns all.
  Result<std::vector<FileEntry>> Finish();

 private:
  Status EndGroup();

  ParquetWriter writer_;
  NameOf name_of_;
  MakeTable make_table_;
  uint64_t shard_rows_ = 0;
  int64_t group_rows_ = 0;
  size_t group_bytes_ = 0;
  std::vector<FileEntry> files_;
};

// The table of these columns, each of which has Finish(std::shared_ptr<arrow::Array>*).
template <typename Column>
arrow::Result<std::shared_ptr<arrow::Table>> TableOf(
    const std::shared_ptr<arrow::Schema>& schema,
    const std::vector<std::unique_ptr<Column>>& columns, int64_t rows) {
  std::vector<std::shared_ptr<arrow::Array>> arrays(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    ARROW_RETURN_NOT_OK(columns[i]->Finish(&arrays[i]));
  }
  return arrow::Table::Make(schema, arrays, rows);
}

}  // namespace warploom::dataset
