#pragma once

#include <cstdint>
#include <functional>
#include <unordered_set>

#include "base/error.h"
#include "lang/builtin_table.h"
#include "lang/canonical.h"
#include "synth/draw/draw.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {

// A kernel and the numbers that draw it again.
struct Drawn {
  uint64_t index = 0;
  uint64_t attempt = 0;
  lang::StructuralHashes hashes;
  synth::DrawnKernel kernel;
};

// Kernels in index order, no two of one structure: a kernel that repeats the structure of an
// earlier index is drawn anew with the next attempt; so is, for the first few attempts, one that
// differs from an earlier kernel in its constants alone. So what comes is a pure function of the
// draws, and a resumed run that starts at index 0 again sees the same kernels. Remembers 16 bytes a
// kernel.
class DrawStream {
 public:
  using Draw = std::function<synth::DrawnKernel(uint64_t index, uint64_t attempt)>;

  // After so many attempts at one index the profile is too narrow.
  static constexpr uint64_t kMostAttempts = 50;
  // So many attempts want a kernel that differs in more than constants.
  static constexpr uint64_t kMaskedAttempts = 10;

  explicit DrawStream(Draw draw) : draw_(std::move(draw)) {}

  // kUsage when the profile leaves too few different kernels.
  Result<Drawn> Next();

  uint64_t next_index() const { return next_index_; }
  // Draws that were thrown away because an earlier kernel is too much the same.
  uint64_t duplicates() const { return duplicates_; }

 private:
  Draw draw_;
  uint64_t next_index_ = 0;
  uint64_t duplicates_ = 0;
  std::unordered_set<uint64_t> structures_;
  std::unordered_set<uint64_t> masked_;
};

// Draws by `profile`; both must outlive the result.
DrawStream::Draw DrawBy(const synth::profile::Profile& profile, const lang::BuiltinTable& builtins,
                        uint64_t seed);

}  // namespace warploom::pipeline
