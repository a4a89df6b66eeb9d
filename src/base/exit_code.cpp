#include "base/exit_code.h"

namespace warploom {

int ExitCode(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kIo:
    case ErrorKind::kWorker:
      return 1;
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kEnvironment:
      return 3;
    case ErrorKind::kCorrupt:
    case ErrorKind::kInternal:
      return 4;
    case ErrorKind::kInterrupted:
      return 5;
    case ErrorKind::kInUse:
      return 6;
  }
  return 4;
}

}  // namespace warploom
