#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace warploom::dataset {

// What a kernel is for. `test_unseen` has the kernels in which a family of --hold-out takes part,
// and all that is like them.
enum class Split : uint8_t { kTrain, kValidation, kTest, kTestUnseen };
inline constexpr std::array kSplits = {Split::kTrain, Split::kValidation, Split::kTest,
                                       Split::kTestUnseen};

// "train", "validation", "test", "test_unseen"
std::string_view SplitName(Split split);
std::optional<Split> SplitNamed(std::string_view name);

// The split of a cluster by its id alone, so that it is the same in every dataset: 98 of 100 are
// train, one each validation and test. Never kTestUnseen.
Split SplitOfCluster(std::string_view cluster);

}  // namespace warploom::dataset
