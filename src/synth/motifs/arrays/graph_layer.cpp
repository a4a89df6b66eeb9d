// A graph network layer: each node aggregates its neighbors' features by mean, maximum, normalized
// sum or attention, then applies an activation.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// The graph in CSR form, its features, and the thread's node.
class Graph {
 public:
  Graph(Sketch& s, Type real) : sketch_(s), real_(real) {
    nodes_ = s.thread_count();
    node_ = s.FlatThread();
    const int edges = nodes_ * s.rng().Choose(std::array{4, 8, 16});
    features_ = s.rng().Choose(std::array{4, 8, 16, 32});
    ArraySpec spec;
    spec.element = kInt;
    spec.shape = {nodes_ + 1};
    spec.fill = lang::Fill::kSorted;
    spec.high = edges;
    spec.low = 0.0;
    spec.name = OneOf(s, {"row_ptr", "offsets", "indptr"});
    const int offsets = s.NewArray(spec);
    targets_ = Indices(s, {edges}, nodes_, OneOf(s, {"col_idx", "neighbors", "edge_dst"}));
    input_ = Input(s, real, {nodes_, features_}, OneOf(s, {"h", "x", "features"}));
    output_ = OutputArray(s, real, {nodes_, features_}, OneOf(s, {"h_out", "out", "aggregated"}));
    weights_ = s.rng().Chance(0.4)
                   ? Input(s, real, {edges}, OneOf(s, {"edge_weight", "edge_w"}), 0.0, 1.0)
                   : -1;
    start_ = Named(s, s.At(offsets, {node_}), {"start", "e0", "begin"});
    end_ = Named(s, s.At(offsets, {node_ + 1}), {"end", "e1", "stop"});
    size_ = Extent(s, input_, 1, OneOf(s, {"num_features", "dim", "F"}));
  }

  const Val& node() const { return node_; }
  const Val& start() const { return start_; }
  const Val& end() const { return end_; }
  int nodes() const { return nodes_; }
  int features() const { return features_; }
  bool is_weighted() const { return weights_ >= 0; }
  Val Weight(const Val& e) const { return sketch_.At(weights_, {e}); }
  Val Feature(const Val& node, const Val& f) const { return sketch_.At(input_, {node, f}); }
  void Store(const Val& f, const Val& value) {
    sketch_.StoreAt(output_, std::array{node_, f}, value);
  }
  Val Degree() const {
    return Named(sketch_, sketch_.Convert(end_ - start_, real_), {"deg", "degree"});
  }

  // body(edge, neighbor)
  void EachEdge(const std::function<void(const Val&, const Val&)>& body) const {
    Sketch& s = sketch_;
    const bool is_e = s.StyleChoice("edge is e", 0.6);
    const auto name = is_e ? Free(s, {"e", "edge"}) : Free(s, {"k", "edge"});
    s.For(name, start_, end_, 0, [&](const Val& e) {
      body(e, s.Let(s.At(targets_, {e}), s.StyleChoice("neighbor is j", 0.6) ? "j" : "nbr"));
    });
  }
  void EachFeature(const std::function<void(const Val&)>& body) const {
    sketch_.For(sketch_.StyleChoice("feature is f", 0.6) ? "f" : "c", Val{}, size_, 0, body);
  }

 private:
  Sketch& sketch_;
  Type real_;
  int nodes_, features_, targets_, input_, output_, weights_;
  Val node_, start_, end_, size_;
};

// def leaky_relu(x) or a similar activation.
lang::FuncId DefineActivation(Sketch& s, Type real) {
  const auto kind = s.rng().Below(4);
  static constexpr std::array<std::string_view, 4> kNames = {"leaky_relu", "elu", "act", "gelu"};
  const std::array params = {Sketch::Param{"x", real, Between(-20.0, 20.0)}};
  const lang::FuncId helper =
      s.DefineHelper(kNames[kind], params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val x = p[0];
        switch (kind) {
          case 0: {
            const Val slope = s.DrawNumber(real, 0.01, 0.2);
            return {s.rng().Chance(0.5) ? s.Select(x > 0.0, x, slope * x)
                                        : s.Call("max", {x, slope * x})};
          }
          case 1: {
            s.ReturnIf(x > 0.0, {x});
            const Val low = Exp(Known(x, -20.0, 0.0)) - 1.0;
            return {Known(low, -1.0, 20.0)};
          }
          case 2: {
            const Val gate = s.Call("tanh", {s.Draw(real, 2)});
            return {x * s.DrawNumber(real, 0.1, 1.0) + gate};
          }
          default: {
            const Val cube = Named(s, x * x * x, {"x3", "cube"});
            return {0.5 * x *
                    (1.0 + s.Call("tanh", {s.Real(0.7978845608, real) * (x + 0.044715 * cube)}))};
          }
        }
      });
  s.Hide(helper);
  return helper;
}

// An isolated node keeps its own features.
void KeepIsolated(Sketch& s, Graph& graph) {
  s.If(graph.end() == graph.start(), [&] {
    graph.EachFeature([&](const Val& f) { graph.Store(f, graph.Feature(graph.node(), f)); });
    s.builder().Return();
  });
}

using Activation = std::function<Val(const Val&)>;

// A mean, a sum, or a sum normalized by the degrees of both nodes.
void Averaged(Sketch& s, Graph& graph, Type real, const Activation& act) {
  const Val mix = s.rng().Chance(0.6)
                      ? Coefficient(s, real, {"eps", "self_weight", "alpha"}, {0.1, 1.0})
                      : Named(s, s.Draw(real, 1), {"self_w", "beta_i"});
  const Val self = ReadOnce(s, mix, "self_w");
  const bool normalized = s.rng().Chance(0.4);
  const int degrees =
      normalized ? Input(s, real, {graph.nodes()}, OneOf(s, {"inv_sqrt_deg", "norm"}), 0.2, 1.0)
                 : -1;
  const Val own = normalized ? Named(s, s.At(degrees, {graph.node()}), {"ni", "norm_i"}) : Val{};
  const bool divides = !normalized && s.rng().Chance(0.7);
  Val inverse;
  if (divides) {
    const Val degree = Known(graph.Degree(), 0.0, 1e4);
    inverse = Named(s, 1.0 / s.Call("max", {degree, s.Real(1.0, real)}), {"inv_deg", "inv"});
  }
  graph.EachFeature([&](const Val& f) {
    Val sum = Accumulator(s, real, OneOf(s, {"acc", "agg"}));
    graph.EachEdge([&](const Val& e, const Val& j) {
      Val part = graph.Feature(j, f);
      part = normalized ? part * s.At(degrees, {j}) : part;
      s.Update(sum, BinaryOp::kAdd, graph.is_weighted() ? part * graph.Weight(e) : part);
    });
    const Val gathered = normalized ? sum * own : divides ? sum * inverse : Val(sum);
    graph.Store(f, act(self * graph.Feature(graph.node(), f) + gathered));
  });
}

void Largest(Sketch& s, Graph& graph, Type real, const Activation& act) {
  const Val shift = s.rng().Chance(0.4) ? Named(s, s.Draw(real, 1), {"bias", "shift_i"}) : Val{};
  graph.EachFeature([&](const Val& f) {
    Val top = s.Mutable(graph.Feature(graph.node(), f), {"best", "top"});
    s.Hide(top);
    graph.EachEdge([&](const Val& e, const Val& j) {
      const Val part = graph.Feature(j, f);
      s.Set(top, s.Call("max", {top, graph.is_weighted() ? part * graph.Weight(e) : part}));
    });
    graph.Store(f, act(shift.is_valid() ? top + shift : Val(top)));
  });
}

// Attention: a score per edge and a softmax over the node's edges.
void Attentive(Sketch& s, Graph& graph, Type real, const Activation& act, lang::FuncId score_act) {
  KeepIsolated(s, graph);
  const int source = Input(s, real, {graph.nodes()}, OneOf(s, {"alpha_src", "a_src", "score_src"}));
  const int target = Input(s, real, {graph.nodes()}, OneOf(s, {"alpha_dst", "a_dst", "score_dst"}));
  const Val own = Named(s, s.At(source, {graph.node()}), {"ai", "s_i"});
  const Val tune = s.rng().Chance(0.3) ? Named(s, s.Draw(real, 1), {"temp", "gain"}) : Val{};
  const auto score = [&](const Val& e, const Val& j) {
    Val sum = own + s.At(target, {j});
    sum = graph.is_weighted() ? sum + graph.Weight(e) : sum;
    const Val value = s.CallHelper(score_act, std::array{sum});
    return tune.is_valid() ? value * tune : value;
  };
  Val top = s.Mutable(s.Real(-1e9, real), {"m", "top"});
  s.Hide(top);
  graph.EachEdge(
      [&](const Val& e, const Val& j) { s.Set(top, s.Call("max", {top, score(e, j)})); });
  Val total = Accumulator(s, real, OneOf(s, {"denom", "z"}));
  const auto power = [&](const Val& e, const Val& j) {
    return Exp(Known(score(e, j) - top, -60.0, 0.0));
  };
  graph.EachEdge([&](const Val& e, const Val& j) { s.Update(total, BinaryOp::kAdd, power(e, j)); });
  const Val sum = Known(total, 0.5, 1e4);
  graph.EachFeature([&](const Val& f) {
    Val mean = Accumulator(s, real, OneOf(s, {"acc", "agg"}));
    graph.EachEdge([&](const Val& e, const Val& j) {
      const Val a = Named(s, power(e, j) / sum, {"attn", "a_e"});
      s.Update(mean, BinaryOp::kAdd, a * graph.Feature(j, f));
    });
    graph.Store(f, act(mean));
  });
}

void DrawGraphLayer(Sketch& s) {
  const Type real = Precise(s);
  const auto kind = s.rng().Below(5);
  const bool attends = kind >= 3;
  const bool acts = s.rng().Chance(0.6);
  const lang::FuncId helper = attends || acts ? DefineActivation(s, real) : lang::FuncId{};
  const bool zero = s.rng().Chance(0.5);
  const Activation act = [&, acts, zero](const Val& x) {
    return acts   ? s.CallHelper(helper, std::array{x})
           : zero ? s.Call("max", {x, s.Real(0.0, real)})
                  : x;
  };
  Graph graph(s, real);
  if (attends) {
    return Attentive(s, graph, real, act, helper);
  }
  kind == 2 ? Largest(s, graph, real, act) : Averaged(s, graph, real, act);
}

}  // namespace

Motif GraphLayerMotif() {
  return {.name = "graph-layer",
          .family = Family::kArrays,
          .weight = 1.0,
          .draw = DrawGraphLayer,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
