#include "dataset/arrow/arrow_output.h"

#include <arrow/result.h>
#include <arrow/status.h>

namespace warploom::dataset {

arrow::Status ArrowOutput::Write(const void* data, int64_t bytes) {
  if (file_status_) {
    file_status_ = file_.Append({static_cast<const char*>(data), static_cast<size_t>(bytes)});
  }
  return file_status_ ? arrow::Status::OK() : arrow::Status::IOError(file_status_.error().message);
}

arrow::Status ArrowOutput::Close() {
  closed_ = true;
  return arrow::Status::OK();
}

arrow::Result<int64_t> ArrowOutput::Tell() const { return static_cast<int64_t>(file_.bytes()); }

}  // namespace warploom::dataset
