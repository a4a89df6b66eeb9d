#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// How a kernel treats cells that lack a neighbour.
enum class Border : uint8_t {
  kClamp,   // wp.min(i + 1, n - 1)
  kWrap,    // (i + 1) % n
  kReturn,  // if i == 0 or i == n - 1: return
  kGuard,   // if i > 0 and i < n - 1: ...
  kHalo,    // The arrays are one cell larger on every side: u[i + 1, j + 1] is the thread's cell.
  kZero,    // A neighbour outside of the grid counts as zero.
};

// Fields over the grid of the launch. A thread reads its own cell and the cells next to it, and
// stores to its own cell only.
class Grid {
 public:
  // Draws the border.
  explicit Grid(Sketch& sketch);
  Grid(Sketch& sketch, Border border);

  int axes() const { return sketch_.ndim(); }
  Border border() const { return border_; }

  // New arrays: an input, an output, and one that is updated in place. Of the last, a thread must
  // not read cells that other threads of the launch write.
  int Field(lang::Type element, std::string_view name, double low = -1.0, double high = 1.0);
  int Result(lang::Type element, std::string_view name);
  int State(lang::Type element, std::string_view name, double low = -1.0, double high = 1.0);

  // Emits `body` for cells that have all their neighbours, after the border's return or within its
  // guard. `rim` is the guard's else branch, if given.
  void Inside(const std::function<void()>& body, const std::function<void()>& rim = nullptr);

  // The field at the thread's own cell, and at the next cell along one axis or diagonally along
  // two. Each `step` is -1 or 1.
  Val Here(int field);
  Val Beside(int field, int axis, int step);
  Val Corner(int field, int axis_a, int step_a, int axis_b, int step_b);
  void Store(int field, const Val& value);
  // The number of cells along an axis, as an argument or a literal, and the last index.
  Val Size(int axis);
  Val Last(int axis);

  // The sum over all 2 * axes() neighbours.
  Val NeighborSum(int field);
  // NeighborSum minus 2 * axes() times the cell itself.
  Val Laplacian(int field);
  // The next value along an axis minus the previous one.
  Val Difference(int field, int axis);

 private:
  std::vector<int> Shape() const;
  Val Index(int axis, int step);
  // The index `moved` of the next cell, kept within the grid.
  Val Clamped(int axis, int step, const Val& moved);
  Val Wrapped(int axis, int step, const Val& moved);
  std::string_view NeighborName(int axis, int step) const;
  // The field at `indices`, or zero if the cell is outside of the grid (kZero).
  Val OrZero(int field, std::vector<Val> indices, int axis, int step);

  Sketch& sketch_;
  Border border_;
  bool inline_;         // Neighbour indices have no local variables.
  bool sides_ = false;  // Neighbour indices are named up and down rather than im and ip.
  std::array<Val, 4> sizes_;
};

}  // namespace warploom::synth::kit
