#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// The 3 nodes near a particle along each axis of a grid, weighed by quadratic B-splines: how the
// material point method moves values between particles and grid.
class NodeWeights {
 public:
  // Draws how the weights are written, with their helper.
  NodeWeights(Sketch& s, lang::Type real, int axes);

  int nodes() const { return nodes_; }
  std::vector<int> grid_shape() const {
    return std::vector<int>(static_cast<size_t>(axes_), nodes_);
  }
  // One over the distance of two nodes, and that distance; the grid covers [0, 1].
  Val inverse_spacing() const { return inv_dx_; }
  Val spacing() const { return dx_; }

  // Names the nearest node, the place within its cell and, as the author likes, the weights. A
  // particle must lie in [0.1, 0.9].
  void Locate(const Val& x);
  // for i in range(3): for j in range(3): ... the body for each node, with its weight and its place
  // relative to the particle in cells.
  using Body = std::function<void(std::span<const Val> node, const Val& weight, const Val& offset)>;
  void ForEachNode(const Body& body);

 private:
  void Loop(int axis, const Body& body);
  void Visit(const Body& body);
  Val Weight(int axis);
  Val Offset(int axis);  // How far the node is from the particle, in cells.

  Sketch& s_;
  lang::Type real_;
  int axes_;
  int nodes_ = 16;
  bool per_node_;  // The helper is asked for each node, not once an axis.
  bool as_matrix_ = false;
  lang::FuncId helper_;
  bool from_base_;  // Offsets are i - fx, not node - x.
  Val inv_dx_, dx_, at_, place_, matrix_;
  std::array<Val, 3> base_, weights_, steps_, node_;
};

}  // namespace warploom::synth::kit
