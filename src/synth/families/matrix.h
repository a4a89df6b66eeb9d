#pragma once

#include <array>
#include <vector>

#include "synth/families/inputs.h"
#include "synth/sketch.h"

// The motifs of matrix that lie in matrix_solids.cpp, matrix_flows.cpp and matrix_solves.cpp, and
// what they share.
namespace warploom::synth {

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

void DrawDeformation(Sketch& s);
void DrawElasticStress(Sketch& s);
void DrawSvdClamp(Sketch& s);
void DrawPrincipal(Sketch& s);
void DrawVelocityGradient(Sketch& s);
void DrawMaterialPoint(Sketch& s);
void DrawStiffnessBlock(Sketch& s);
void DrawInertia(Sketch& s);

void DrawSmallSolve(Sketch& s);
void DrawFactorization(Sketch& s);
void DrawMatrixIteration(Sketch& s);
void DrawKalman(Sketch& s);
void DrawOrthonormal(Sketch& s);
void DrawMahalanobis(Sketch& s);

}  // namespace warploom::synth
