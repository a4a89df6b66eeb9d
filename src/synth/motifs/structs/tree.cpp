// A decision tree: descends from the root, comparing one feature at each node.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawTreeRecords(Sketch& s) {
  const Type real = s.real();
  const int nodes = s.rng().Choose(std::array{15, 31, 63, 127, 255});
  const int features = s.rng().Choose(std::array{4, 8, 10, 16});
  const int depth = s.rng().Choose(std::array{4, 6, 8, 10});
  const Fields fields = {{OneOf(s, {"feature", "axis", "dim"}), lang::kInt, 0.0, features - 1.0},
                         {OneOf(s, {"threshold", "split", "cut"}), real, -1.0, 1.0},
                         {"left", lang::kInt, -1.0, nodes - 1.0},
                         {"right", lang::kInt, -1.0, nodes - 1.0},
                         {OneOf(s, {"value", "leaf_value", "prob"}), real, 0.0, 1.0}};
  const Type record = s.NewRecord(OneOf(s, {"TreeNode", "Node", "SplitNode"}), fields);
  const int tree = Records(s, record, {nodes}, OneOf(s, {"nodes", "tree"}));
  const Val row = s.FlatThread();
  const int x = Input(s, real, {s.thread_count(), features}, OneOf(s, {"x", "features", "inputs"}));
  Val at = s.Mutable(s.Int(0), {"node_id", "cur", "idx"}, Between(0.0, nodes - 1.0));
  const Val limit = SizeOrLiteral(s, depth, "max_depth", 0.5);
  s.For({"level", "d", "it"}, Val{}, limit, 0, [&](const Val&) {
    const Val node = s.Let(s.At(tree, {at}), {"node", "nd"});
    s.If(s.Field(node, 2) < 0, [&] { s.Break(); });
    Val next = s.Mutable(s.Field(node, 3), {"child", "next_id"}, Between(-1.0, nodes - 1.0));
    s.If(s.At(x, {row, s.Field(node, 0)}) < s.Field(node, 1),
         [&] { s.Set(next, s.Field(node, 2)); });
    s.Set(at, s.Call("max", {next, s.Int(0)}));
  });
  s.Output(s.Field(s.At(tree, {at}), 4), {"predictions", "scores_out", "out"});
  if (s.rng().Chance(0.3)) {
    s.Output(at, {"leaf_ids", "leaves"});
  }
}

}  // namespace

Motif TreeMotif() {
  return {.name = "tree",
          .family = Family::kStructs,
          .weight = 0.8,
          .draw = DrawTreeRecords,
          .theme = "learning"};
}

}  // namespace warploom::synth::motifs
