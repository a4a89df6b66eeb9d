#include "synth/motifs/table.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace warploom::synth::motifs {
namespace {

std::vector<Motif> MakeTable() {
#define WARPLOOM_MOTIF(Name) Name##Motif(),
  std::vector<Motif> motifs = {
#include "synth/motifs/motifs.def"
  };
  for (Motif& motif : motifs) {
    const profile::FamilyInfo& family = Info(motif.family);
    motif.min_dims = motif.min_dims == 0 ? family.min_dims : motif.min_dims;
    motif.max_dims = motif.max_dims == 0 ? family.max_dims : motif.max_dims;
  }
  std::vector<Motif> by_family;
  for (const profile::FamilyInfo& family : profile::Families()) {
    std::ranges::copy_if(motifs, std::back_inserter(by_family),
                         [&](const Motif& motif) { return motif.family == family.family; });
  }
  return by_family;
}

}  // namespace

std::span<const Motif> Motifs() {
  static const std::vector<Motif> motifs = MakeTable();
  return motifs;
}

std::span<const Motif> MotifsOf(Family family) {
  const auto found = std::ranges::equal_range(Motifs(), family, {}, &Motif::family);
  return {found.begin(), found.end()};
}

const Motif* FindMotif(std::string_view name) {
  const auto found = std::ranges::find(Motifs(), name, &Motif::name);
  return found == Motifs().end() ? nullptr : &*found;
}

}  // namespace warploom::synth::motifs
