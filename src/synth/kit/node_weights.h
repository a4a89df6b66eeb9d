#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// The transfer between particles and grid in the material point method: the 3 nodes nearest to a
// particle along each axis, with the weights of quadratic B-splines.
class NodeWeights {
 public:
  // Draws how the weights are computed, and defines the helper function if there is one.
  NodeWeights(Sketch& s, lang::Type real, int axes);

  int nodes() const { return nodes_; }
  std::vector<int> grid_shape() const {
    return std::vector<int>(static_cast<size_t>(axes_), nodes_);
  }
  // The reciprocal of the distance between two nodes, and that distance; the grid covers [0, 1].
  Val inverse_spacing() const { return inv_dx_; }
  Val spacing() const { return dx_; }

  // Emits local variables for the first of the 3 nodes along each axis, the particle's position
  // relative to it and, by chance, the weights. Each coordinate of `x` must be in [0.1, 0.9].
  void Locate(const Val& x);
  // Emits nested loops over range(3), one for each axis, around the body for one node. `offset` is
  // the node's position relative to the particle, in cells.
  using Body = std::function<void(std::span<const Val> node, const Val& weight, const Val& offset)>;
  void ForEachNode(const Body& body);

 private:
  void Loop(int axis, const Body& body);
  void Visit(const Body& body);
  Val Weight(int axis);
  Val Offset(int axis);

  Sketch& s_;
  lang::Type real_;
  int axes_;
  int nodes_ = 16;
  bool per_node_;  // The helper is called for each node rather than once for each axis.
  bool as_matrix_ = false;
  lang::FuncId helper_;
  bool from_base_;  // Offsets are computed as i - fx rather than node - x.
  Val inv_dx_, dx_, at_, place_, matrix_;
  std::array<Val, 3> base_, weights_, steps_, node_;
};

}  // namespace warploom::synth::kit
