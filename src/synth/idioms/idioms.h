#pragma once

#include "synth/idioms/table.h"

// Declares `Idiom <Name>Idiom()` for every line of idioms.def.
namespace warploom::synth {

#define WARPLOOM_IDIOM(Name) Idiom Name##Idiom();
#include "synth/idioms/idioms.def"

}  // namespace warploom::synth
