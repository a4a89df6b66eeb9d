#include "synth/families/table.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "synth/families/families.h"
#include "synth/idioms/table.h"

namespace warploom::synth {

std::span<const Family> Families() {
  // In the order that `warploom categories` and profiles show them.
  static const std::array kFamilies = {
      BasicsFamily(),  ArithmeticFamily(),  LoopsFamily(),    ScalarMathFamily(),
      IntegerFamily(), ControlFlowFamily(), RandomFamily(),   FunctionsFamily(),
      AtomicsFamily(), ArraysFamily(),      StencilFamily(),  StructsFamily(),
      VectorFamily(),  MatrixFamily(),      RotationFamily(), GeometryFamily(),
      TilesFamily(),
  };
  return kFamilies;
}

std::span<const Motif> MotifsOf(const Family& family) {
  static const auto kMotifs = [] {
    std::map<std::string_view, std::vector<Motif>> motifs;
    for (const Family& f : Families()) {
      std::vector<Motif>& all = motifs[f.name];
      all.assign(f.motifs.begin(), f.motifs.end());
      for (const Idiom& idiom : Idioms()) {
        if (idiom.family == f.name) {
          all.push_back(idiom.motif);
        }
      }
      for (Motif& motif : all) {
        motif.min_dims = motif.min_dims == 0 ? f.min_dims : motif.min_dims;
        motif.max_dims = motif.max_dims == 0 ? f.max_dims : motif.max_dims;
      }
    }
    return motifs;
  }();
  return kMotifs.at(family.name);
}

}  // namespace warploom::synth
