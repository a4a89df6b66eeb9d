#pragma once

#include "synth/families/table.h"

// One function a family, each in the file of its name; table.cpp lists them.
namespace warploom::synth {

Family BasicsFamily();
Family ArithmeticFamily();
Family ArraysFamily();
Family AtomicsFamily();
Family FunctionsFamily();
Family LoopsFamily();
Family ScalarMathFamily();
Family IntegerFamily();
Family ControlFlowFamily();
Family RandomFamily();
Family StencilFamily();
Family StructsFamily();
Family VectorFamily();
Family MatrixFamily();
Family RotationFamily();
Family GeometryFamily();
Family TilesFamily();

}  // namespace warploom::synth
