#include "dataset/split.h"

#include <algorithm>

#include "base/hash.h"

namespace warploom::dataset {
namespace {

constexpr double kTrainShare = 0.98, kValidationShare = 0.01;

}  // namespace

std::string_view SplitName(Split split) {
  switch (split) {
    case Split::kTrain:
      return "train";
    case Split::kValidation:
      return "validation";
    case Split::kTest:
      return "test";
    case Split::kTestUnseen:
      return "test_unseen";
  }
  return "";
}

std::optional<Split> SplitNamed(std::string_view name) {
  const auto* const found = std::ranges::find(kSplits, name, SplitName);
  return found == kSplits.end() ? std::nullopt : std::optional(*found);
}

Split SplitOfCluster(std::string_view cluster) {
  const double place = UnitOfHash(Hash64(cluster, /*seed=*/1));
  return place < kTrainShare                      ? Split::kTrain
         : place < kTrainShare + kValidationShare ? Split::kValidation
                                                  : Split::kTest;
}

}  // namespace warploom::dataset
