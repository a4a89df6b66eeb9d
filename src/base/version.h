#pragma once

#include <string_view>

namespace warploom {

// warploom's version, such as "0.1.0": the one in CMakeLists.txt, which pyproject.toml reads too.
std::string_view Version();

}  // namespace warploom
