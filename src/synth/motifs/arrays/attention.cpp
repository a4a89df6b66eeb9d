// Attention of one query over all keys: scores, softmax, weighted mean of the values; in several
// passes, or online in one that rescales its partial sums.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// Queries, keys and values: [head, token, feature], or without heads.
class Heads {
 public:
  explicit Heads(Sketch& s, Type real) : sketch_(s), real_(real) {
    heads_ = s.ndim() == 2;
    tokens_ = s.dims()[static_cast<size_t>(s.ndim() - 1)];
    features_ = s.rng().Choose(std::array{4, 8, 16, 32, 64});
    // Long sequences attend to a short memory of keys, to keep launches short.
    cross_ = tokens_ > 128 || s.rng().Chance(0.3);
    keys_count_ = cross_ ? s.rng().Choose(std::array{16, 32, 48, 64}) : tokens_;
    queries_ = Input(s, real, Shape(tokens_), OneOf(s, {"q", "queries", "Q"}));
    keys_ = Input(s, real, Shape(keys_count_), OneOf(s, {"k_mem", "keys", "K"}));
    values_ = Input(s, real, Shape(keys_count_), OneOf(s, {"v_mem", "values", "V"}));
    out_ = OutputArray(s, real, Shape(tokens_), OneOf(s, {"out", "context", "attn_out"}));
    size_ = Extent(s, queries_, heads_ ? 2 : 1, OneOf(s, {"head_dim", "d_k", "dim"}));
    if (std::holds_alternative<lang::Shape>(s.module()[size_.id].node)) {
      size_ = Named(s, size_, {"head_dim", "d_head"});
    }
  }

  Val token() const { return sketch_.Thread(sketch_.ndim() - 1); }
  int tokens() const { return tokens_; }
  int keys_count() const { return keys_count_; }
  bool is_cross() const { return cross_; }
  const Val& size() const { return size_; }
  Val KeyCount() const {
    return Extent(sketch_, keys_, heads_ ? 1 : 0, OneOf(sketch_, {"num_keys", "seq_len"}));
  }

  Val Query(const Val& d) const { return sketch_.At(queries_, Index(token(), d)); }
  Val Key(const Val& j, const Val& d) const { return sketch_.At(keys_, Index(j, d)); }
  Val Value(const Val& j, const Val& d) const { return sketch_.At(values_, Index(j, d)); }
  Val Out(const Val& d) const { return sketch_.At(out_, Index(token(), d)); }
  void StoreOut(const Val& d, const Val& value) { sketch_.StoreAt(out_, Index(token(), d), value); }
  // A row of scratch memory for the thread, one number per key.
  std::vector<int> RowShape() const {
    std::vector<int> shape(sketch_.dims().begin(), sketch_.dims().end());
    shape.push_back(keys_count_);
    return shape;
  }
  std::vector<Val> RowIndex(const Val& j) const { return Index(token(), j); }

  // for d in range(head_dim): body(d)
  void EachFeature(const std::function<void(const Val&)>& body) const {
    const bool is_d = sketch_.StyleChoice("feature is d", 0.6);
    sketch_.For(is_d ? "d" : "f", Val{}, size_, 0, body);
  }

 private:
  std::vector<int> Shape(int tokens) const {
    return heads_ ? std::vector{sketch_.dims()[0], tokens, features_}
                  : std::vector{tokens, features_};
  }
  std::vector<Val> Index(const Val& token, const Val& last) const {
    return heads_ ? std::vector{sketch_.Thread(0), token, last} : std::vector{token, last};
  }

  Sketch& sketch_;
  Type real_;
  bool heads_;
  bool cross_;
  int tokens_, features_, keys_count_, queries_, keys_, values_, out_;
  Val size_;
};

// The keys that a query may attend to, and the bias added to its scores.
class Scores {
 public:
  Scores(Sketch& s, const Heads& heads, Type real) : sketch_(s), heads_(heads), real_(real) {
    mask_ = heads.is_cross() ? s.rng().Below(2) : s.rng().Below(4);
    if (s.rng().Chance(0.6)) {
      const Val size = AsNumber(s, heads.size(), real);
      scale_ = Named(s, 1.0 / s.Call("sqrt", {Known(size, 4.0, 64.0)}), {"scale", "inv_sqrt_d"});
    } else {
      scale_ = Arg(s, real, {"scale", "sm_scale"}, {0.1, 0.5});
    }
    const auto bias = s.rng().Below(4);
    if (bias == 0) {
      slope_ = ReadOnce(s, Coefficient(s, real, {"slope", "alibi"}, {0.01, 0.5}), "m_slope");
    } else if (bias == 1) {
      table_ = Input(s, real, {heads.tokens(), heads.keys_count()},
                     OneOf(s, {"bias", "rel_bias", "attn_bias"}));
    } else if (bias == 2) {
      drawn_ = Named(s, s.Draw(real, 2), {"temp", "sharpness", "gain"});
    }
    caps_ = s.rng().Chance(0.2);
  }

  // The loop over the visible keys.
  void EachKey(const std::function<void(const Val&)>& body) {
    Sketch& s = sketch_;
    if (!stop_.is_valid()) {
      Bounds();
    }
    s.For(Free(s, {"j", "key"}), start_, stop_, 0, body);
  }

  Val At(const Val& j) const {
    Sketch& s = sketch_;
    Val dot = Accumulator(s, real_, s.StyleChoice("score is s", 0.4) ? "s" : "score");
    heads_.EachFeature(
        [&](const Val& d) { s.Update(dot, BinaryOp::kAdd, heads_.Query(d) * heads_.Key(j, d)); });
    Val score = dot * scale_;
    if (slope_.is_valid()) {
      score = score - slope_ * s.Convert(heads_.token() - j, real_);
    } else if (table_ >= 0) {
      score = score + s.At(table_, {heads_.token(), j});
    } else if (drawn_.is_valid()) {
      score = score * drawn_;
    }
    return caps_ ? s.Real(30.0, real_) * s.Call("tanh", {score / s.Real(30.0, real_)}) : score;
  }

 private:
  void Bounds() {
    Sketch& s = sketch_;
    const Val i = heads_.token();
    switch (mask_) {
      case 1: {
        // Sequences of different lengths are padded to one array.
        const int lengths = Input(s, lang::kInt, {s.dims()[0]}, OneOf(s, {"lengths", "kv_len"}),
                                  1.0, heads_.keys_count());
        stop_ = Named(s, s.At(lengths, {s.Thread(0)}), {"length", "n_valid"});
        break;
      }
      case 2:
        stop_ = i + 1;
        break;
      case 3: {
        const int width = s.rng().Choose(std::array{4, 8, 16});
        const Val window = SizeOrLiteral(s, width, {"window", "radius"}, 0.6);
        start_ = Named(s, s.Call("max", {i - window, s.Int(0)}), {"first", "j0"});
        stop_ = s.rng().Chance(0.5)
                    ? i + 1
                    : Named(s, s.Call("min", {i + window + 1, heads_.KeyCount()}), {"last", "j1"});
        break;
      }
      default:
        stop_ = heads_.KeyCount();
        break;
    }
  }

  Sketch& sketch_;
  const Heads& heads_;
  Type real_;
  uint64_t mask_;
  int table_ = -1;
  bool caps_;
  Val scale_, slope_, drawn_, start_, stop_;
};

Val Power(const Val& x) { return Exp(Known(x, -60.0, 0.0)); }

// Several passes: the maximum score, then the weights, then the values.
void TwoPass(Sketch& s, Heads& heads, Scores& scores, Type real) {
  const int row =
      OutputArray(s, real, heads.RowShape(), OneOf(s, {"scores", "attn", "weights_out"}));
  const Val low = s.Real(s.rng().Chance(0.5) ? -1e9 : -1e4, real);
  Val top = s.Mutable(low, {"m", "max_score"});
  s.Hide(top);
  scores.EachKey([&](const Val& j) {
    const Val score = Named(s, scores.At(j), {"a", "logit"});
    s.StoreAt(row, heads.RowIndex(j), score);
    s.Set(top, s.Call("max", {top, score}));
  });
  Val total = Accumulator(s, real, OneOf(s, {"denom", "l", "z"}));
  scores.EachKey([&](const Val& j) {
    const Val p = Named(s, Power(s.At(row, heads.RowIndex(j)) - top), {"p", "e"});
    s.StoreAt(row, heads.RowIndex(j), p);
    s.Update(total, BinaryOp::kAdd, p);
  });
  const bool inverts = s.rng().Chance(0.5);
  const Val sum = Known(total, 0.5, 1e4);
  const Val inverse = inverts ? Named(s, 1.0 / sum, {"inv", "inv_denom"}) : Val{};
  heads.EachFeature([&](const Val& d) {
    Val mean = Accumulator(s, real, OneOf(s, {"acc", "o"}));
    scores.EachKey([&](const Val& j) {
      s.Update(mean, BinaryOp::kAdd, s.At(row, heads.RowIndex(j)) * heads.Value(j, d));
    });
    heads.StoreOut(d, inverts ? mean * inverse : mean / sum);
  });
}

// Online softmax: a new maximum score rescales the sums so far.
void OnePass(Sketch& s, Heads& heads, Scores& scores, Type real) {
  Val top = s.Mutable(s.Real(-1e9, real), s.rng().Chance(0.5) ? "m" : "m_i");
  Val total = s.Mutable(s.Real(0.0, real), s.rng().Chance(0.5) ? "l" : "denom", Between(0.0, 1e4));
  s.Hide(top);
  s.Hide(total);
  if (s.rng().Chance(0.5)) {
    heads.EachFeature([&](const Val& d) { heads.StoreOut(d, s.Real(0.0, real)); });
  }
  scores.EachKey([&](const Val& j) {
    const Val score = Named(s, scores.At(j), {"a", "logit"});
    const Val next = Named(s, s.Call("max", {top, score}), {"m_new", "top"});
    const Val keep = Named(s, Power(top - next), {"corr", "rescale"});
    const Val p = Named(s, Power(score - next), {"p", "w"});
    s.Set(total, total * keep + p);
    heads.EachFeature(
        [&](const Val& d) { heads.StoreOut(d, heads.Out(d) * keep + p * heads.Value(j, d)); });
    s.Set(top, next);
  });
  const Val sum = Known(total, 0.5, 1e4);
  heads.EachFeature([&](const Val& d) { heads.StoreOut(d, heads.Out(d) / sum); });
  if (s.rng().Chance(0.35)) {
    OutputNamed(s, Shown(top) + s.Call("log", {sum}), {"lse", "log_sum_exp"});
  }
}

void DrawAttention(Sketch& s) {
  const Type real = Precise(s);
  Heads heads(s, real);
  Scores scores(s, heads, real);
  s.rng().Chance(0.5) ? TwoPass(s, heads, scores, real) : OnePass(s, heads, scores, real);
}

}  // namespace

Motif AttentionMotif() {
  return {.name = "attention",
          .family = Family::kArrays,
          .weight = 1.0,
          .draw = DrawAttention,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
