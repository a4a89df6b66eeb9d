#pragma once

#include <span>
#include <string>
#include <string_view>

namespace warploom {

// The candidate with the smallest edit distance to `wrong` (Levenshtein); "" if there are none.
// For messages such as: no profile is named "defualt"; the nearest is "default".
std::string Nearest(std::string_view wrong, std::span<const std::string> candidates);

}  // namespace warploom
