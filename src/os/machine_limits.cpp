#include "os/machine_limits.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <thread>

namespace warploom {
namespace {

constexpr const char* kGroups = "/sys/fs/cgroup";
constexpr const char* kMemoryGroups = "/sys/fs/cgroup/memory";

std::optional<uint64_t> SoftLimit(int resource) {
  rlimit limit{};
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0 ||
      limit.rlim_cur == RLIM_INFINITY) {
    return std::nullopt;
  }
  return limit.rlim_cur;
}

// The number at the front of a file; nullopt for "max" and for a file that is not there.
std::optional<double> NumberIn(const std::string& path) {
  std::ifstream file(path);
  double number = 0;
  return file >> number ? std::optional(number) : std::nullopt;
}

// The folders of this process's control groups and of those above, by controller; "" is version 2.
std::map<std::string, std::string> GroupsOfThisProcess() {
  std::map<std::string, std::string> groups;
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const size_t first = line.find(':');
    const size_t second = line.find(':', first + 1);
    if (second != std::string::npos) {
      groups[line.substr(first + 1, second - first - 1)] = line.substr(second + 1);
    }
  }
  return groups;
}

// Calls `visit` with the folder of the group and of each group above it. In a container the path in
// /proc may be that of the host, and only the topmost folder exists: that is then the group itself.
template <typename Visitor>
void ForEachGroup(const std::string& mount, std::string path, Visitor visit) {
  while (true) {
    visit(mount + path);
    if (path.empty()) {
      return;
    }
    path.erase(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  }
}

void TakeLess(std::optional<uint64_t>& least, std::optional<double> value) {
  if (value && (!least || *value < static_cast<double>(*least))) {
    least = static_cast<uint64_t>(std::max(0.0, *value));
  }
}

std::optional<uint64_t> MemoryOfMachine() {
  std::ifstream file("/proc/meminfo");
  std::string name;
  uint64_t kilobytes = 0;
  for (std::string rest; file >> name >> kilobytes && std::getline(file, rest);) {
    if (name == "MemAvailable:") {
      return kilobytes * 1024;
    }
  }
  return std::nullopt;
}

// The page cache counts as use, but gives way.
std::optional<double> LeftInGroup(const std::string& limit, const std::string& usage,
                                  const std::string& stat) {
  const auto most = NumberIn(limit);
  const auto used = NumberIn(usage);
  if (!most || !used) {
    return std::nullopt;
  }
  double cache = 0;
  std::ifstream file(stat);
  std::string name;
  for (double value = 0; file >> name >> value;) {
    if (name == "inactive_file" || name == "total_inactive_file") {
      cache = value;
    }
  }
  return *most - *used + cache;
}

}  // namespace

std::string TemporaryRoot() {
  const char* root = std::getenv("TMPDIR");
  return root != nullptr && *root != '\0' ? root : "/tmp";
}

std::optional<DiskSpace> SpaceOf(const std::string& folder) {
  struct statvfs info {};
  if (::statvfs(folder.c_str(), &info) != 0) {
    return std::nullopt;
  }
  // Some file systems have no fixed number of files and report none at all.
  const bool counts_files = info.f_files > 0;
  return DiskSpace{.free_bytes = static_cast<uint64_t>(info.f_bavail) * info.f_frsize,
                   .free_files = counts_files ? info.f_favail : UINT64_MAX};
}

std::optional<uint64_t> FileSizeLimit() { return SoftLimit(RLIMIT_FSIZE); }
std::optional<uint64_t> AddressSpaceLimit() { return SoftLimit(RLIMIT_AS); }
std::optional<uint64_t> ProcessorSecondsLimit() { return SoftLimit(RLIMIT_CPU); }

std::optional<uint64_t> AvailableMemory() {
  std::optional<uint64_t> least = MemoryOfMachine();
  for (const auto& [controllers, path] : GroupsOfThisProcess()) {
    if (controllers.empty()) {
      ForEachGroup(kGroups, path, [&](const std::string& group) {
        TakeLess(least, LeftInGroup(group + "/memory.max", group + "/memory.current",
                                    group + "/memory.stat"));
      });
    } else if (controllers == "memory") {
      ForEachGroup(kMemoryGroups, path, [&](const std::string& group) {
        TakeLess(least, LeftInGroup(group + "/memory.limit_in_bytes",
                                    group + "/memory.usage_in_bytes", group + "/memory.stat"));
      });
    }
  }
  return least;
}

int UsableCores() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  double cores = ::sched_getaffinity(0, sizeof mask, &mask) == 0
                     ? CPU_COUNT(&mask)
                     : static_cast<double>(std::thread::hardware_concurrency());
  const auto grant = [&](std::optional<double> quota, std::optional<double> period) {
    if (quota && period && *quota > 0 && *period > 0) {
      cores = std::min(cores, *quota / *period);
    }
  };
  for (const auto& [controllers, path] : GroupsOfThisProcess()) {
    if (controllers.empty()) {
      ForEachGroup(kGroups, path, [&](const std::string& group) {
        std::ifstream file(group + "/cpu.max");
        double quota = 0, period = 0;
        if (file >> quota >> period) {
          grant(quota, period);
        }
      });
    } else if (("," + controllers + ",").find(",cpu,") != std::string::npos) {
      ForEachGroup(fmt::format("{}/{}", kGroups, controllers), path, [&](const std::string& group) {
        grant(NumberIn(group + "/cpu.cfs_quota_us"), NumberIn(group + "/cpu.cfs_period_us"));
      });
    }
  }
  return std::max(1, static_cast<int>(std::floor(cores)));
}

}  // namespace warploom
