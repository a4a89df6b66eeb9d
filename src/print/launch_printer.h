#pragma once

#include <string>

#include "lang/module.h"

namespace warploom::print {

// The launch plan as one line of JSON, the sample's `launch`:
//   {"dims": [64, 8], "args": [{"name": "x", "type": "array1<float32>", "shape": [64],
//    "fill": "uniform", "range": [-1.0, 1.0], "is_output": false}, ...]}
// `type` has the format of lang::ToText, with the name of a struct. `shape` is [] for everything
// but arrays, `range` has integers for integer types, and a struct has "fields", each an object of
// this form. lang::Fill describes the values of `fill`.
std::string PrintLaunch(const lang::Module& module);

}  // namespace warploom::print
