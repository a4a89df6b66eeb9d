#pragma once

#include <string>

#include "lang/module.h"

namespace warploom::print {

// The type as this kernel's author writes it in an annotation: "float", "wp.vec3f", "Particle",
// "wp.array2d(dtype=wp.mat33)". Vectors and matrices without a name of Warp's get one of ours
// ("vec5d"); AliasOf gives its definition.
void AppendType(std::string& out, const lang::Module& module, lang::Type type);

// The same of a generic parameter: "Any", "wp.array(dtype=Any)".
void AppendGenericType(std::string& out, const lang::Module& module, lang::Type type);

// The module-level alias of a type that lang::NeedsAlias:
// "vec5d = wp.types.vector(length=5, dtype=wp.float64)"
std::string AliasOf(const lang::Module& module, lang::Type type);

}  // namespace warploom::print
