#pragma once

#include "lang/module.h"
#include "print/document.h"

namespace warploom::print {

// The type as an annotation in the module's style: "float", "wp.vec3f", "Particle",
// "wp.array2d(dtype=wp.mat33)". A vector or matrix for which Warp has no name gets an alias
// ("vec5d").
void AppendType(Document& out, const lang::Module& module, lang::Type type);

// The annotation of a generic parameter: "Any", "wp.array(dtype=Any)".
void AppendGenericType(Document& out, const lang::Module& module, lang::Type type);

// The definition of the alias for a type for which lang::NeedsAlias is true:
// "vec5d = wp.types.vector(length=5, dtype=wp.float64)"
void AppendAlias(Document& out, const lang::Module& module, lang::Type type);

}  // namespace warploom::print
