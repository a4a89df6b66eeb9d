#pragma once

#include <set>
#include <string>
#include <string_view>

namespace warploom::pipeline {

// The nests of loops and branches in the functions of a module: "for", "for if", "for if while"...
// An elif counts as an if at the same depth.
std::set<std::string> StatementNests(std::string_view python_code);

// The number of nested statements: 2 for "for if".
int DepthOf(std::string_view nest);

}  // namespace warploom::pipeline
