#include "pipeline/draw_stream.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "synth/motifs/table.h"

namespace warploom::pipeline {

Result<Drawn> DrawStream::Next() {
  const uint64_t index = next_index_;
  for (uint64_t attempt = 0; attempt < kMostAttempts; ++attempt) {
    synth::DrawnKernel kernel = draw_(index, attempt);
    const lang::StructuralHashes hashes = HashStructure(kernel.module);
    const bool other_constants_alone = attempt < kMaskedAttempts && masked_.contains(hashes.masked);
    if (!other_constants_alone && structures_.insert(hashes.structural).second) {
      masked_.insert(hashes.masked);
      ++next_index_;
      return Drawn{
          .index = index, .attempt = attempt, .hashes = hashes, .kernel = std::move(kernel)};
    }
    ++duplicates_;
  }
  return Fail(ErrorKind::kUsage,
              fmt::format("drawing kernel {}: {} draws in a row repeat the structure of earlier "
                          "kernels, so the profile is too narrow; ask for fewer kernels, for more "
                          "categories or for a wider profile",
                          index, kMostAttempts));
}

DrawStream::Draw DrawBy(const synth::profile::Profile& profile, const lang::BuiltinTable& builtins,
                        uint64_t seed) {
  return [&profile, &builtins, seed](uint64_t index, uint64_t attempt) {
    return synth::DrawKernel(profile, builtins, seed, index, attempt);
  };
}

Result<DrawStream::Draw> DrawMotifBy(const synth::profile::Profile& profile,
                                     const lang::BuiltinTable& builtins, std::string_view motif,
                                     uint64_t seed) {
  const synth::motifs::Motif* found = synth::motifs::FindMotif(motif);
  if (found == nullptr) {
    std::vector<std::string> names;
    for (const synth::motifs::Motif& known : synth::motifs::Motifs()) {
      names.emplace_back(known.name);
    }
    return Fail(ErrorKind::kUsage,
                fmt::format("--motif \"{}\": there is no such motif; the nearest is {}", motif,
                            Nearest(motif, names)));
  }
  return [&profile, &builtins, found, seed](uint64_t index, uint64_t attempt) {
    return synth::DrawMotifAlone(profile, builtins, *found, seed, index, attempt);
  };
}

}  // namespace warploom::pipeline
