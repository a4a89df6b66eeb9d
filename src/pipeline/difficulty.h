#pragma once

#include "lang/module.h"

namespace warploom::pipeline {

// How hard a kernel is to compile by hand, from 1 to 5: points for size and constructs, with fixed
// thresholds. The result is a column of the data, so changing the rule changes datasets.
//   1 point   each statement (not comments or blank lines) and each builtin call
//   1 point   each launch dimension after the first
//   2 points  each if, ternary and break or continue
//   3 points  each loop, and 2 more for each loop around it
//   3 points  each helper function and each struct
//   difficulty  1: up to 7   2: up to 14   3: up to 26   4: up to 44   5: above
int Difficulty(const lang::Module& module);

// The points, for tests and for tuning the thresholds.
int DifficultyPoints(const lang::Module& module);

}  // namespace warploom::pipeline
