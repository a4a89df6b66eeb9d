#pragma once

#include <set>
#include <string>
#include <string_view>

namespace warploom::pipeline {

// How the functions of a module nest loops and branches: "for", "for if", "for if while"... An elif
// is an if, and the branches of an if are as deep as itself.
std::set<std::string> StatementNests(std::string_view python_code);

// How many statements deep: 2 for "for if".
int DepthOf(std::string_view nest);

}  // namespace warploom::pipeline
