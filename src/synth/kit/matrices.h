#pragma once

#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// The motifs of matrix that lie in matrix_solids.cpp, matrix_flows.cpp and matrix_solves.cpp, and
// what they share.
namespace warploom::synth::kit {

// Mostly three dimensions, sometimes two.
inline int Dimension(Sketch& s) { return s.rng().Chance(0.75) ? 3 : 2; }

// a * b or a @ b, as this kernel's author wrote it before.
Val Product(const Val& a, const Val& b);

inline Val Transposed(const Val& m) { return m.sketch->Call("transpose", {m}); }

// The identity matrix, named.
inline Val Eye(Sketch& s, lang::Type mat) { return Named(s, Identity(s, mat), {"I", "eye", "Id"}); }

// The matrix with these columns (square, 2x2 or 3x3) and the columns of a matrix.
Val FromColumns(Sketch& s, const std::vector<Val>& columns);

Val Column(const Val& m, int k);

// U, sigma, V of a 2x2 or 3x3 matrix.
struct Svd {
  Val u, sigma, v;
};

Svd UnpackSvd(Sketch& s, const Val& m);

// Eigenvectors (in columns) and eigenvalues of a symmetric 3x3 matrix.
std::vector<Val> UnpackEig(Sketch& s, const Val& m);

}  // namespace warploom::synth::kit
