#pragma once

#include "synth/sketch/sketch.h"

// The struct and the helper functions of free code. Drawn expressions do not call the helpers.
namespace warploom::synth::kit {

// The number of elements of a table that a helper reads or changes.
inline constexpr int kLookupSize = 16;

lang::Type DrawFreeRecord(Sketch& s);
lang::FuncId DefineSmallHelper(Sketch& s, lang::Type type);
lang::FuncId DefineLookup(Sketch& s, lang::Type type, lang::Type element);
lang::FuncId DefineEffect(Sketch& s);
lang::FuncId DefineRecordRule(Sketch& s, lang::Type type, lang::Type record);
lang::FuncId DefinePair(Sketch& s);

}  // namespace warploom::synth::kit
