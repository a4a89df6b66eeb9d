#pragma once

#include <string>

#include "lang/module.h"

namespace warploom::print {

// The launch plan as one line of JSON, the sample's `launch`:
//   {"dims": [64, 8], "args": [{"name": "x", "type": "array1<float32>", "shape": [64],
//    "fill": "uniform", "range": [-1.0, 1.0], "is_output": false}, ...]}
// `type` is spelled as lang::ToText does it, with the struct's name for a struct. `shape` is []
// for what is no array, `range` is in the element's own numbers, and a struct has "fields", one
// such object each. What each `fill` does is said at lang::Fill.
std::string PrintLaunch(const lang::Module& module);

}  // namespace warploom::print
