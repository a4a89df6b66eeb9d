#pragma once

#include <span>

#include "lang/options.h"
#include "print/document.h"

namespace warploom::print {

// The value of an option: True, 256, (256, 2), "unique".
void AppendOptionValue(Document& out, const lang::Option& option);

// {"enable_backward": False, "max_unroll": 4}
void AppendOptionDict(Document& out, std::span<const lang::Option> options);

// enable_backward=False, launch_bounds=256
void AppendOptionArguments(Document& out, std::span<const lang::Option> options);

}  // namespace warploom::print
