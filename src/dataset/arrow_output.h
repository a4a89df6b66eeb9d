#pragma once

#include <arrow/io/interfaces.h>

#include <memory>

#include "base/error.h"
#include "dataset/output_file.h"

namespace warploom::dataset {

// Lets Arrow write into an OutputFile, and so through the FileSystem seam. Closing it ends Arrow's
// part only: the owner commits the file.
class ArrowOutput final : public arrow::io::OutputStream {
 public:
  explicit ArrowOutput(OutputFile& file) : file_(file) {}

  arrow::Status Write(const void* data, int64_t bytes) override;
  arrow::Status Close() override;
  arrow::Result<int64_t> Tell() const override;
  bool closed() const override { return closed_; }

  // The file's own error rather than what Arrow makes of it.
  const Status& file_status() const { return file_status_; }

 private:
  OutputFile& file_;
  Status file_status_;
  bool closed_ = false;
};

}  // namespace warploom::dataset
