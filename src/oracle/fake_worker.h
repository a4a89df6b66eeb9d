#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "os/temp_dir.h"

namespace warploom::oracle {

// A worker for tests: a small Python script that speaks the protocol without Warp and does what
// comment lines in a kernel's source tell it:
//   # crash            dies of SIGSEGV
//   # exit             ends with status 7
//   # kill             dies of SIGKILL, as the OOM killer would do it
//   # hang             never answers
//   # eat              grows without end
//   # garbage          answers what is not JSON
//   # short            leaves out the last verdict
//   # wrong-id         answers another request
//   # raise            answers ok:false
//   # protocol         says that it does not understand
//   # refuse           gives a verdict that refuses the kernel
//   # noise            writes a megabyte to standard error first
//   # slow             takes a twentieth of a second
//   # leak             says that it grew past every limit
//   # once:MODE        MODE, but only the first time in the script's folder
//   # used:MODE        MODE, but only on a worker that has answered before
// Otherwise a kernel's forward text is "TARGET NAME SOURCE", so that a test sees which kernel a
// verdict is for.
class FakeWorker {
 public:
  // `start` is Python that runs before the hello, such as "sys.exit(1)".
  static Result<FakeWorker> Make(const std::string& start = "");

  std::vector<std::string> command() const;
  const std::string& folder() const { return dir_.path(); }

 private:
  FakeWorker(TempDir dir, std::string python) : dir_(std::move(dir)), python_(std::move(python)) {}

  TempDir dir_;
  std::string python_;
};

}  // namespace warploom::oracle
