#pragma once

#include <cstdint>
#include <optional>
#include <string>

// What this machine, container and shell allow a process to use.
namespace warploom {

// TMPDIR, or /tmp.
std::string TemporaryRoot();

struct DiskSpace {
  uint64_t free_bytes = 0;  // For this user.
  uint64_t free_files = 0;  // A disk can run out of these first.
};
// nullopt when the folder cannot be looked at.
std::optional<DiskSpace> SpaceOf(const std::string& folder);

// Soft limits of this process (ulimit -f, -v, -t), which children inherit; nullopt: none.
std::optional<uint64_t> FileSizeLimit();
std::optional<uint64_t> AddressSpaceLimit();
std::optional<uint64_t> ProcessorSecondsLimit();

// What can be allocated before something is killed: the least of MemAvailable and of what is left
// in this control group (v1 or v2) and those above it. nullopt when /proc does not tell.
std::optional<uint64_t> AvailableMemory();

// Cores that this process may run on: those of its affinity mask, or fewer if the control group
// grants less processor time. At least 1.
int UsableCores();

}  // namespace warploom
