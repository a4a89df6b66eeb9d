#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "os/temp_dir.h"

namespace warploom::oracle {

// A worker for tests: a small Python script that speaks the protocol without Warp and follows
// commands in comment lines of a kernel's source:
//   # crash            dies of SIGSEGV
//   # exit             ends with status 7
//   # kill             dies of SIGKILL, as from the OOM killer
//   # hang             never answers
//   # eat              allocates memory without end
//   # garbage          sends a reply that is not JSON
//   # short            leaves out the last verdict
//   # wrong-id         replies to another request
//   # raise            replies ok:false
//   # protocol         reports that it does not understand the request
//   # refuse           gives a verdict that refuses the kernel
//   # noise            writes a megabyte to standard error first
//   # slow             takes a twentieth of a second
//   # leak             reports more memory than any limit
//   # once:MODE        MODE, but only the first time in the script's folder
//   # used:MODE        MODE, but only on a worker that has replied before
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
