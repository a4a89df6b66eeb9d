#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace warploom::dataset {

// How alike two kernels' texts are, without comparing them: MinHash (Broder, 1997) over runs of
// five tokens, names as they are, without comments and layout.
inline constexpr size_t kMinHashBands = 20;
inline constexpr size_t kMinHashRows = 4;  // Of a band.
using MinHash = std::array<uint32_t, kMinHashBands * kMinHashRows>;

MinHash MinHashOf(std::string_view python_code);

// An estimate of the Jaccard index of the runs, in [0, 1]; its standard error is at most 0.06.
double Similarity(const MinHash& left, const MinHash& right);

// Texts at least this alike are near-duplicates. Two of them share a band with a probability of
// 0.996 at the threshold.
inline constexpr double kNearDuplicate = 0.7;

}  // namespace warploom::dataset
