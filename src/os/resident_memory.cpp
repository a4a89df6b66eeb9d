#include "os/resident_memory.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

namespace warploom {
namespace {

uint64_t ResidentBytesOf(pid_t pid) {
  static const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  std::ifstream statm(fmt::format("/proc/{}/statm", pid));
  uint64_t size = 0, resident = 0;
  return statm >> size >> resident ? resident * page : 0;
}

// The kernel lists children by the thread that forked them.
std::vector<pid_t> ChildrenOf(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code error;
  std::filesystem::directory_iterator it(fmt::format("/proc/{}/task", pid), error);
  for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    std::ifstream list(it->path() / "children");
    for (pid_t child = 0; list >> child;) {
      children.push_back(child);
    }
  }
  return children;
}

}  // namespace

uint64_t ResidentBytesOfTree(pid_t pid) {
  uint64_t total = 0;
  std::vector<pid_t> todo = {pid};
  while (!todo.empty()) {
    const pid_t next = todo.back();
    todo.pop_back();
    total += ResidentBytesOf(next);
    const std::vector<pid_t> children = ChildrenOf(next);
    todo.insert(todo.end(), children.begin(), children.end());
  }
  return total;
}

}  // namespace warploom
