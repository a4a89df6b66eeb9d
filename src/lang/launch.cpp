#include "lang/launch.h"

#include "base/check.h"

namespace warploom::lang {

std::string_view Name(Fill fill) {
  switch (fill) {
    case Fill::kZero:
      return "zero";
    case Fill::kConstant:
      return "constant";
    case Fill::kUniform:
      return "uniform";
    case Fill::kUnit:
      return "unit";
    case Fill::kSorted:
      return "sorted";
    case Fill::kPermutation:
      return "permutation";
    case Fill::kFields:
      return "fields";
    case Fill::kMesh:
      return "mesh";
    case Fill::kBvh:
      return "bvh";
    case Fill::kHashGrid:
      return "hash_grid";
    case Fill::kVolume:
      return "volume";
    case Fill::kTexture:
      return "texture";
  }
  WARPLOOM_CHECK(false, "unknown fill");
}

}  // namespace warploom::lang
