#pragma once

#include <functional>
#include <span>
#include <string>

#include "fuzz/finding.h"
#include "fuzz/store.h"

namespace warploom::fuzz {

// The totals of a run.
Chunk Sum(std::span<const Chunk> chunks);

// All findings in groups, as Markdown that needs no other file. `beside` reads a file that lies
// beside a finding.
std::string Report(const Request& request, std::span<const Chunk> chunks,
                   std::span<const Finding> findings,
                   const std::function<std::string(uint64_t, const std::string&)>& beside);

}  // namespace warploom::fuzz
