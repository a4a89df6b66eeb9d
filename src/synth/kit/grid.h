#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// What happens at the rim of a grid.
enum class Border : uint8_t {
  kClamp,   // wp.min(i + 1, n - 1)
  kWrap,    // (i + 1) % n
  kReturn,  // if i == 0 or i == n - 1: return
  kGuard,   // if i > 0 and i < n - 1: ...
  kHalo,    // The arrays are one cell larger on every side: u[i + 1, j + 1] is the thread's own.
  kZero,    // A neighbour outside counts as zero.
};

// Fields over the launch's grid, read at the thread's cell and beside it; every thread stores to
// its own cell alone.
class Grid {
 public:
  // Draws the border from those that suit.
  explicit Grid(Sketch& sketch);
  Grid(Sketch& sketch, Border border);

  int axes() const { return sketch_.ndim(); }
  Border border() const { return border_; }

  // A field to read, one to store to, and one that is both (other cells may be read only when no
  // thread of the launch writes them).
  int Field(lang::Type element, std::string_view name, double low = -1.0, double high = 1.0);
  int Result(lang::Type element, std::string_view name);
  int State(lang::Type element, std::string_view name, double low = -1.0, double high = 1.0);

  // The body for the cells that have all neighbours, with the border's return or guard around it.
  // `rim` is what a guard does for the others; none does nothing.
  void Inside(const std::function<void()>& body, const std::function<void()>& rim = nullptr);

  Val Here(int field);
  // `step` is -1 or 1.
  Val Beside(int field, int axis, int step);
  // One step along two axes.
  Val Corner(int field, int axis_a, int step_a, int axis_b, int step_b);
  void Store(int field, const Val& value);
  // The number of cells along an axis, as this author writes it.
  Val Size(int axis);
  // One less.
  Val Last(int axis);

  // The sum over all 2 * axes() neighbours.
  Val NeighborSum(int field);
  // NeighborSum minus 2 * axes() times the cell itself.
  Val Laplacian(int field);
  // (right - left) along an axis.
  Val Difference(int field, int axis);

 private:
  std::vector<int> Shape() const;
  Val Index(int axis, int step);
  Val Missing(int field, std::vector<Val> indices, int axis, int step);

  Sketch& sketch_;
  Border border_;
  bool inline_;         // Neighbour indices stand where they are used.
  bool sides_ = false;  // up and down, not im and ip.
  std::array<Val, 4> sizes_;
};

}  // namespace warploom::synth::kit
