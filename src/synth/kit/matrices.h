#pragma once

#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// Products, columns and decompositions of matrices.
namespace warploom::synth::kit {

// The number of spatial dimensions: mostly 3, sometimes 2.
inline int Dimension(Sketch& s) { return s.rng().Chance(0.75) ? 3 : 2; }

// a * b or a @ b, consistent with earlier products of the kernel.
Val Product(const Val& a, const Val& b);

inline Val Transposed(const Val& m) { return m.sketch->Call("transpose", {m}); }

// The identity matrix, in a local variable.
inline Val Eye(Sketch& s, lang::Type mat) { return Named(s, Identity(s, mat), {"I", "eye", "Id"}); }

// The square matrix of 2 or 3 columns.
Val FromColumns(Sketch& s, const std::vector<Val>& columns);

// Column k, component by component.
Val Column(const Val& m, int k);

// The singular value decomposition of a 2x2 or 3x3 matrix, in local variables.
struct Svd {
  Val u, sigma, v;
};

Svd UnpackSvd(Sketch& s, const Val& m);

// The eigenvectors (as columns) and eigenvalues of a symmetric 3x3 matrix, in local variables.
std::vector<Val> UnpackEig(Sketch& s, const Val& m);

}  // namespace warploom::synth::kit
