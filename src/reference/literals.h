#pragma once

#include <string>

#include "lang/module.h"

namespace warploom::reference {

// A double that C++ reads back to the same bits.
std::string RealText(double value);
// wp.pi and its like as a double or an int.
std::string NamedText(lang::NumberName name);
// A number of a Warp type; Python's floats are doubles that Warp converts to the type.
std::string LiteralText(const lang::Module& module, const lang::Literal& literal, lang::Type type);

}  // namespace warploom::reference
