#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A native function. The snippets are lines of C++, which Warp inserts unchanged.
lang::FuncId DefineNative(Sketch& s, std::string_view name, std::span<const Sketch::Param> params,
                          std::vector<lang::Type> results, const std::string& snippet,
                          const std::string& adjoint = "", const std::string& replay = "");

Val CallNative(Sketch& s, lang::FuncId function, std::span<const Val> args,
               const ValueRange& value_range);

}  // namespace warploom::synth::motifs
