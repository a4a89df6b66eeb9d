#pragma once

#include "lang/module.h"
#include "print/document.h"

namespace warploom::print {

// The type as this kernel's author writes it in an annotation: "float", "wp.vec3f", "Particle",
// "wp.array2d(dtype=wp.mat33)". A vector or matrix for which Warp has no name gets an alias of our
// own ("vec5d").
void AppendType(Document& out, const lang::Module& module, lang::Type type);

// The same for a generic parameter: "Any", "wp.array(dtype=Any)".
void AppendGenericType(Document& out, const lang::Module& module, lang::Type type);

// The definition of the alias of a type for which lang::NeedsAlias holds:
// "vec5d = wp.types.vector(length=5, dtype=wp.float64)"
void AppendAlias(Document& out, const lang::Module& module, lang::Type type);

}  // namespace warploom::print
