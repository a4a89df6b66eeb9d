#pragma once

#include <string>

#include "lang/module.h"

namespace warploom::reference {

// The C++ type by which the reference keeps a value of the Warp type. Throws Unsupported.
std::string CppType(const lang::Module& module, lang::Type type);

// wl::Pack<...>: several results of a function, or a tuple.
std::string PackType(const lang::Module& module, const std::vector<lang::Type>& types);

// The names of the reference's own: Python's names with a prefix, which none of Warp's or C++'s
// has.
std::string StructName(const lang::Module& module, lang::Type type);
std::string FieldName(const lang::StructField& field);

}  // namespace warploom::reference
