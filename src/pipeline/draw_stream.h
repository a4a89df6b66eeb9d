#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "base/error.h"
#include "lang/builtin_table.h"
#include "lang/canonical.h"
#include "synth/draw/draw.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {

// A kernel and the numbers from which it can be drawn again.
struct Drawn {
  uint64_t index = 0;
  uint64_t attempt = 0;
  lang::StructuralHashes hashes;
  synth::DrawnKernel kernel;
};

// Kernels in index order, no two of the same structure: a kernel that repeats the structure of an
// earlier one is drawn again with the next attempt. During the first attempts, so is one that
// differs from an earlier kernel only in constants. The result is a pure function of the draws, so
// a resumed run that starts at index 0 sees the same kernels. Keeps 16 bytes per kernel.
class DrawStream {
 public:
  using Draw = std::function<synth::DrawnKernel(uint64_t index, uint64_t attempt)>;

  // After this many attempts at one index the profile is considered too narrow.
  static constexpr uint64_t kMostAttempts = 50;
  // During this many attempts a kernel must differ in more than constants.
  static constexpr uint64_t kMaskedAttempts = 10;

  explicit DrawStream(Draw draw) : draw_(std::move(draw)) {}

  // kUsage when the profile leaves too few different kernels.
  Result<Drawn> Next();

  uint64_t next_index() const { return next_index_; }
  // Draws that were discarded because they repeat an earlier kernel.
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

// Draws the motif alone. kUsage with the nearest name when there is none of that name.
Result<DrawStream::Draw> DrawMotifBy(const synth::profile::Profile& profile,
                                     const lang::BuiltinTable& builtins, std::string_view motif,
                                     uint64_t seed);

}  // namespace warploom::pipeline
