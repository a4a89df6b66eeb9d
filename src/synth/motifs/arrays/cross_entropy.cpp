// The classification loss of a row of logits, and its gradient: softmax cross entropy, hinge loss,
// or one sigmoid per class.
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

// The thread's row of logits.
struct Row {
  Type real;
  int classes, logits, grads;  // grads < 0: no gradient is stored.
  Val own, bound;

  Val At(const Val& c) const { return own.sketch->At(logits, {own, c}); }
  void StoreGrad(const Val& c, const Val& g) const {
    own.sketch->StoreAt(grads, std::array{own, c}, g);
  }
  void Each(const std::function<void(const Val&)>& body) const {
    Sketch& s = *own.sketch;
    const bool is_c = s.StyleChoice("class is c", 0.6);
    s.For(is_c ? "c" : "j", Val{}, bound, 0, body);
  }
};

Row DrawRow(Sketch& s) {
  Row row;
  row.real = Precise(s);
  row.classes = s.rng().Choose(std::array{4, 8, 10, 16, 32, 100});
  row.own = s.FlatThread();
  row.logits = Input(s, row.real, {s.thread_count(), row.classes},
                     OneOf(s, {"logits", "scores", "z_out"}), -3.0, 3.0);
  row.grads = s.rng().Chance(0.7) ? OutputArray(s, row.real, {s.thread_count(), row.classes},
                                                OneOf(s, {"grad_logits", "dlogits", "grads"}))
                                  : -1;
  row.bound = Extent(s, row.logits, 1, OneOf(s, {"num_classes", "C", "vocab_size"}));
  return row;
}

// The label of the row; rows without one are skipped.
Val Label(Sketch& s, const Row& row) {
  const bool holes = s.rng().Chance(0.5);
  const int labels = Indices(s, {}, row.classes, OneOf(s, {"labels", "targets", "y_true"}), holes);
  const Val label = Named(s, s.ThreadElement(labels), {"label", "y", "target"});
  if (!holes) {
    return label;
  }
  const Val none = s.rng().Chance(0.4) ? s.SizeArg(-1, "ignore_index") : Val{};
  s.ReturnIf(none.is_valid() ? label == none : label < 0);
  return Known(label, 0.0, row.classes - 1.0);
}

// Stores the row's loss, adds it to a total, or both.
void Collect(Sketch& s, const Row& row, const Val& loss) {
  const bool sums = s.rng().Chance(0.6);
  if (!sums || s.rng().Chance(0.3)) {
    OutputNamed(s, loss, {"losses", "loss_out", "nll"});
  }
  if (sums) {
    const int total = Totals(s, row.real, {1}, OneOf(s, {"loss", "total_loss"}));
    const Val share = s.rng().Chance(0.5)
                          ? loss * Arg(s, row.real, {"inv_batch", "loss_scale"}, {0.001, 0.1})
                          : loss;
    Scatter(s, total, s.Int(0), share);
  }
}

// log-sum-exp of the logits, with the maximum subtracted. A valid `best` becomes the argmax.
Val LogSum(Sketch& s, const Row& row, Val& best) {
  Val top = s.Mutable(row.At(s.Int(0)), {"m", "max_logit"});
  s.Hide(top);
  if (best.is_valid()) {
    s.For(s.StyleChoice("class is c", 0.6) ? "c" : "j", s.Int(1), row.bound, 0, [&](const Val& c) {
      const Val z = Named(s, row.At(c), {"z", "logit"});
      s.If(z > top, [&] {
        s.Set(top, z);
        s.Set(best, c);
      });
    });
  } else {
    s.For(s.StyleChoice("class is c", 0.6) ? "c" : "j", s.Int(1), row.bound, 0,
          [&](const Val& c) { s.Set(top, s.Call("max", {top, row.At(c)})); });
  }
  Val sum = Accumulator(s, row.real, OneOf(s, {"sum_exp", "denom", "total"}));
  row.Each([&](const Val& c) {
    s.Update(sum, BinaryOp::kAdd, Exp(Known(row.At(c) - top, -60.0, 0.0)));
  });
  return Named(s, top + s.Call("log", {Known(sum, 1.0, row.classes)}), {"log_z", "lse"});
}

// The loss of a row as it is built up. `factor` scales the loss and its gradient, `eps` is the
// strength of label smoothing; either may be absent.
struct SoftmaxLoss {
  Val label, log_z, loss, factor, eps;

  void ScaleBy(const Val& weight) { factor = factor.is_valid() ? factor * weight : weight; }
};

Val ClassWeight(Sketch& s, const Row& row, const Val& label) {
  const int weights =
      Input(s, row.real, {row.classes}, OneOf(s, {"class_weights", "alpha"}), 0.2, 2.0);
  return Named(s, s.At(weights, {label}), {"w", "cw"});
}

// Label smoothing: part of the loss is the mean over all classes.
void SmoothLabels(Sketch& s, const Row& row, SoftmaxLoss& terms) {
  Val mean = Accumulator(s, row.real, OneOf(s, {"mean_z", "avg_logit"}));
  row.Each([&](const Val& c) { s.Update(mean, BinaryOp::kAdd, row.At(c)); });
  const Val uniform = terms.log_z - mean / AsNumber(s, row.bound, row.real);
  terms.loss = (1.0 - terms.eps) * terms.loss + terms.eps * uniform;
}

// Focal loss: classes that are already predicted well weigh less.
void Focus(Sketch& s, const Row& row, SoftmaxLoss& terms) {
  const Val p = Named(s, Exp(Known(-terms.loss, -60.0, 0.0)), {"pt", "p_true"});
  const Val miss = s.Call("max", {1.0 - p, s.Real(1e-4, row.real)});
  const Val gamma = Arg(s, row.real, {"gamma", "focus"}, {0.5, 3.0});
  terms.ScaleBy(Named(s, s.Call("pow", {miss, gamma}), {"down", "focal"}));
}

// Draws how the loss is weighted, smoothed or focused.
void ModifyLoss(Sketch& s, const Row& row, SoftmaxLoss& terms) {
  const bool weighted = s.rng().Chance(0.35);
  if (weighted) {
    terms.factor = ClassWeight(s, row, terms.label);
  }
  if (!weighted && s.rng().Chance(0.35)) {
    terms.eps =
        ReadOnce(s, Coefficient(s, row.real, {"smoothing", "label_eps"}, {0.01, 0.2}), "eps");
    SmoothLabels(s, row, terms);
  } else if (s.rng().Chance(0.3)) {
    Focus(s, row, terms);
  } else if (s.rng().Chance(0.3)) {
    terms.ScaleBy(Named(s, s.Draw(row.real, 2), {"sample_w", "importance"}));
  }
  if (terms.factor.is_valid()) {
    terms.factor = Named(s, terms.factor, {"scale", "row_w"});
    terms.loss = terms.loss * terms.factor;
  }
}

void SoftmaxGradient(Sketch& s, const Row& row, const SoftmaxLoss& terms) {
  row.Each([&](const Val& c) {
    const Val p = Named(s, Exp(Known(row.At(c) - terms.log_z, -60.0, 0.0)), {"p", "prob"});
    const Val hit = s.Select(c == terms.label, s.Real(1.0, row.real), s.Real(0.0, row.real));
    Val target = hit;
    if (terms.eps.is_valid()) {
      const Val one = Named(s, hit, {"hit", "one_hot"});
      target = (1.0 - terms.eps) * one + terms.eps / AsNumber(s, row.bound, row.real);
    }
    const Val g = p - target;
    row.StoreGrad(c, terms.factor.is_valid() ? g * terms.factor : g);
  });
}

void Softmax(Sketch& s, const Row& row) {
  SoftmaxLoss terms;
  terms.label = Label(s, row);
  const bool counts = s.rng().Chance(0.35);
  Val best =
      counts ? s.Mutable(s.Int(0), {"pred", "best_c"}, Between(0.0, row.classes - 1.0)) : Val{};
  if (counts) {
    s.Hide(best);
  }
  terms.log_z = LogSum(s, row, best);
  terms.loss = Named(s, terms.log_z - row.At(terms.label), {"nll", "loss_i", "ce"});
  ModifyLoss(s, row, terms);
  Collect(s, row, terms.loss);
  if (row.grads >= 0) {
    SoftmaxGradient(s, row, terms);
  }
  if (counts) {
    const int correct = Totals(s, kInt, {1}, OneOf(s, {"correct", "num_correct"}));
    s.If(Shown(best) == terms.label, [&] { Scatter(s, correct, s.Int(0), s.Int(1)); });
  }
}

// Multi-class hinge loss: every other class within a margin of the label's score costs.
void Margin(Sketch& s, const Row& row) {
  const Val label = Label(s, row);
  const Val own = Named(s, row.At(label), {"z_true", "correct_score"});
  const Val margin = ReadOnce(s, Coefficient(s, row.real, {"margin", "delta"}, {0.2, 1.0}), "m_i");
  const Val drawn = s.rng().Chance(0.4) ? Named(s, s.Draw(row.real, 1), {"cost", "w_row"}) : Val{};
  const bool squared = s.rng().Chance(0.4);
  Val loss = Accumulator(s, row.real, OneOf(s, {"loss_i", "hinge"}));
  Val pull = row.grads >= 0 ? Accumulator(s, row.real, OneOf(s, {"pull", "g_true"})) : Val{};
  row.Each([&](const Val& c) {
    s.If(c == label, [&] { s.Continue(); });
    const Val slack = Named(s, s.Call("max", {row.At(c) - own + margin, s.Real(0.0, row.real)}),
                            {"slack", "viol"});
    s.Update(loss, BinaryOp::kAdd, squared ? slack * slack : slack);
    if (row.grads >= 0) {
      const Val g =
          Named(s,
                squared ? 2.0 * slack
                        : s.Select(slack > 0.0, s.Real(1.0, row.real), s.Real(0.0, row.real)),
                {"g", "gc"});
      row.StoreGrad(c, g);
      s.Update(pull, BinaryOp::kAdd, g);
    }
  });
  if (row.grads >= 0) {
    row.StoreGrad(label, -Shown(pull));
  }
  Shown(loss);
  Collect(s, row, drawn.is_valid() ? loss * drawn : loss);
}

// Binary cross entropy per class, in the form that does not overflow.
void Sigmoids(Sketch& s, const Row& row) {
  const int targets = Input(s, row.real, {s.thread_count(), row.classes},
                            OneOf(s, {"targets", "multi_hot"}), 0.0, 1.0);
  const int positive =
      s.rng().Chance(0.4) ? Input(s, row.real, {row.classes}, "pos_weight", 0.5, 3.0) : -1;
  const Val drawn =
      s.rng().Chance(0.4) ? Named(s, s.Draw(row.real, 1), {"temp", "tau_row"}) : Val{};
  Val loss = Accumulator(s, row.real, OneOf(s, {"loss_i", "bce"}));
  row.Each([&](const Val& c) {
    const Val x = Named(s, drawn.is_valid() ? row.At(c) * drawn : row.At(c), {"x", "z"});
    const Val t = Named(s, s.At(targets, {row.own, c}), {"t", "y"});
    const Val small = Named(s, Exp(Known(-s.Call("abs", {x}), -60.0, 0.0)), {"e", "ex"});
    Val term = s.Call("max", {x, s.Real(0.0, row.real)}) - x * t + s.Call("log", {1.0 + small});
    const Val w =
        positive >= 0 ? Named(s, 1.0 + t * (s.At(positive, {c}) - 1.0), {"w", "pw"}) : Val{};
    s.Update(loss, BinaryOp::kAdd, w.is_valid() ? term * w : term);
    if (row.grads >= 0) {
      const Val p = s.Select(x >= 0.0, 1.0 / (1.0 + small), small / (1.0 + small));
      const Val g = Named(s, p, {"sig", "p"}) - t;
      row.StoreGrad(c, w.is_valid() ? g * w : g);
    }
  });
  Shown(loss);
  Collect(s, row, s.rng().Chance(0.5) ? loss / AsNumber(s, row.bound, row.real) : loss);
}

void DrawCrossEntropy(Sketch& s) {
  const Row row = DrawRow(s);
  switch (s.rng().Below(5)) {
    case 0:
      return Margin(s, row);
    case 1:
      return Sigmoids(s, row);
    default:
      return Softmax(s, row);
  }
}

}  // namespace

Motif CrossEntropyMotif() {
  return {.name = "cross-entropy",
          .family = Family::kArrays,
          .weight = 1.0,
          .draw = DrawCrossEntropy,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
