#pragma once

#include <arrow/io/interfaces.h>

#include <memory>

#include "base/error.h"
#include "dataset/output_file.h"

namespace warploom::dataset {

// An Arrow stream that writes to an OutputFile, and so through the FileSystem interface. Close()
// does not commit the file; its owner does.
class ArrowOutput final : public arrow::io::OutputStream {
 public:
  explicit ArrowOutput(OutputFile& file) : file_(file) {}

  arrow::Status Write(const void* data, int64_t bytes) override;
  arrow::Status Close() override;
  arrow::Result<int64_t> Tell() const override;
  bool closed() const override { return closed_; }

  // The file's own error, which Arrow's status would lose.
  const Status& file_status() const { return file_status_; }

 private:
  OutputFile& file_;
  Status file_status_;
  bool closed_ = false;
};

}  // namespace warploom::dataset
