// A thread sorts its row by odd-even transposition, a bitonic network, insertion, Shell sort or
// selection, and moves the values that belong to the keys along.
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

// The thread's row of keys, sorted in place, and the values that belong to them.
class Row {
 public:
  Row(Sketch& s, int size) : sketch_(s), size_(size) {
    key_ = s.rng().Chance(0.3) ? kInt : s.real();
    own_ = s.FlatThread();
    const std::vector<int> shape = {s.thread_count(), size};
    const bool whole = key_.is_int();
    keys_ = InPlace(s, key_, shape, OneOf(s, {"keys", "rows", "data"}), whole ? 0.0 : -1.0,
                    whole ? 1000.0 : 1.0);
    values_ = s.rng().Chance(0.45)
                  ? InPlace(s, kInt, shape, OneOf(s, {"ids", "payload", "order"}), 0.0, 1000.0)
                  : -1;
    falls_ = s.rng().Chance(0.3);
    bound_ = Extent(s, keys_, 1, OneOf(s, {"row_len", "width", "num_keys"}));
  }

  Type key() const { return key_; }
  int size() const { return size_; }
  const Val& bound() const { return bound_; }
  Val Last() const {
    const bool literal = std::holds_alternative<lang::Literal>(sketch_.module()[bound_.id].node);
    return literal ? sketch_.Int(size_ - 1) : bound_ - 1;
  }
  bool has_values() const { return values_ >= 0; }
  Val Key(const Val& i) const { return sketch_.At(keys_, {own_, i}); }
  Val Value(const Val& i) const { return sketch_.At(values_, {own_, i}); }
  void Store(const Val& i, const Val& key) { sketch_.StoreAt(keys_, std::array{own_, i}, key); }
  void StoreValue(const Val& i, const Val& value) {
    sketch_.StoreAt(values_, std::array{own_, i}, value);
  }
  // True when `a` must not precede `b`.
  Val Wrong(const Val& a, const Val& b) const { return falls_ ? a < b : a > b; }

  // Swaps the elements at i and j if their keys are in the wrong order.
  void Exchange(const Val& i, const Val& j, const std::function<Val(const Val&, const Val&)>& wrong,
                const std::function<void()>& then = nullptr) {
    Sketch& s = sketch_;
    const Val a = s.Let(Key(i), s.StyleChoice("keys are ka", 0.5) ? "ka" : "a");
    const Val b = s.Let(Key(j), s.StyleChoice("keys are ka", 0.5) ? "kb" : "b");
    s.If(wrong(a, b), [&] {
      Store(i, b);
      Store(j, a);
      if (has_values()) {
        const Val kept = Named(s, Value(i), {"tmp", "held"});
        StoreValue(i, Value(j));
        StoreValue(j, kept);
      }
      if (then) {
        then();
      }
    });
  }

 private:
  Sketch& sketch_;
  int size_;
  Type key_;
  int keys_, values_;
  bool falls_;
  Val own_, bound_;
};

void OddEven(Sketch& s, Row& row) {
  const auto order = [&](const Val& a, const Val& b) { return row.Wrong(a, b); };
  const bool stops = s.rng().Chance(0.4);
  s.For({"phase", "pass_id"}, Val{}, row.bound(), 0, [&](const Val& phase) {
    Val moved = stops ? s.Mutable(s.Int(0), {"swapped", "moved"}, Between(0.0, 1.0)) : Val{};
    s.For({"m", "c"}, phase % 2, row.Last(), 2, [&](const Val& n) {
      const Val at = Known(n, 0.0, row.size() - 2.0);
      row.Exchange(at, at + 1, order, [&] {
        if (stops) {
          s.Set(moved, s.Int(1));
        }
      });
    });
    if (stops) {
      s.If(moved == s.Int(0), [&] { s.Break(); });
    }
  });
}

// A bitonic network; the size is a power of two.
void Bitonic(Sketch& s, Row& row) {
  Val run = s.Mutable(s.Int(2), {"run", "block"}, Between(2.0, 2.0 * row.size()));
  s.Hide(run);
  s.While(run <= row.bound(), [&] {
    Val gap = s.Mutable(FloorDiv(run, s.Int(2)), {"gap", "stride"}, Between(0.0, row.size()));
    s.Hide(gap);
    s.While(gap > 0, [&] {
      s.For({"m", "c"}, Val{}, row.bound(), 0, [&](const Val& n) {
        const Val partner = Named(s, n ^ gap, {"partner", "mate"});
        s.If(partner > n, [&] {
          const Val other = Known(partner, 0.0, row.size() - 1.0);
          const Val rises = Named(s, (n & run) == s.Int(0), {"up", "ascending"});
          row.Exchange(n, other, [&](const Val& a, const Val& b) {
            return (rises && row.Wrong(a, b)) || (!rises && row.Wrong(b, a));
          });
        });
      });
      s.Set(gap, FloorDiv(gap, s.Int(2)));
    });
    s.Set(run, Known(run, 2.0, row.size()) * s.Int(2));
  });
}

// Insertion sort in steps of `gap` places.
void InsertFrom(Sketch& s, Row& row, const Val& gap, int least) {
  s.For({"m", "c"}, gap, row.bound(), 0, [&](const Val& n) {
    const Val key = s.Let(row.Key(n), "key");
    const Val value = row.has_values() ? s.Let(row.Value(n), "val") : Val{};
    Val at = s.Mutable(n, {"pos", "slot"}, Between(0.0, row.size() - 1.0));
    s.Hide(at);
    const auto before = [&] { return Known(at - gap, 0.0, row.size() - 1.0 - least); };
    s.While(at >= gap && row.Wrong(row.Key(before()), key), [&] {
      row.Store(at, row.Key(before()));
      if (row.has_values()) {
        row.StoreValue(at, row.Value(before()));
      }
      s.Set(at, before());
    });
    row.Store(at, key);
    if (row.has_values()) {
      row.StoreValue(at, value);
    }
  });
}

void Insertion(Sketch& s, Row& row) { InsertFrom(s, row, s.Int(1), 1); }

void Shell(Sketch& s, Row& row) {
  Val gap =
      s.Mutable(FloorDiv(row.bound(), s.Int(2)), {"gap", "stride"}, Between(1.0, row.size() / 2.0));
  s.Hide(gap);
  s.While(gap > 0, [&] {
    InsertFrom(s, row, gap, 1);
    s.Set(gap, FloorDiv(gap, s.Int(2)));
  });
}

// Selection sort of the first places.
void Selection(Sketch& s, Row& row) {
  const int few = s.rng().Choose(std::array{2, 3, 4});
  const Val count = SizeOrLiteral(s, few, {"top_k", "k_best"}, 0.5);
  s.For({"slot", "rank"}, Val{}, count, 0, [&](const Val& n) {
    Val best = s.Mutable(n, {"best", "pick"}, Between(0.0, row.size() - 1.0));
    s.Hide(best);
    s.For({"c", "m"}, n + 1, row.bound(), 0, [&](const Val& c) {
      const Val at = Known(c, 0.0, row.size() - 1.0);
      s.If(row.Wrong(row.Key(best), row.Key(at)), [&] { s.Set(best, at); });
    });
    const Val key = Named(s, row.Key(n), {"tmp", "held"});
    row.Store(n, row.Key(best));
    row.Store(best, key);
    if (row.has_values()) {
      const Val value = Named(s, row.Value(n), {"tmp_v", "held_id"});
      row.StoreValue(n, row.Value(best));
      row.StoreValue(best, value);
    }
  });
}

// A statistic of the sorted row: median, trimmed mean or spread.
void Use(Sketch& s, const Row& row) {
  const Type real = row.key();
  const int n = row.size();
  switch (s.rng().Below(4)) {
    case 0:
      return OutputNamed(s, 0.5 * (row.Key(s.Int(n / 2 - 1)) + row.Key(s.Int(n / 2))),
                         {"medians", "median_out"});
    case 1: {
      const int cut = n / 4;
      Val sum = Accumulator(s, real, OneOf(s, {"acc", "total"}));
      s.For({"m", "c"}, s.Int(cut), s.Int(n - cut), 0,
            [&](const Val& c) { s.Update(sum, BinaryOp::kAdd, row.Key(c)); });
      return OutputNamed(s, Shown(sum) / s.Real(n - 2 * cut, real), {"trimmed_mean", "robust_out"});
    }
    case 2: {
      const Val spread =
          Named(s, row.Key(s.Int(3 * n / 4)) - row.Key(s.Int(n / 4)), {"iqr", "spread"});
      const Val scaled = s.rng().Chance(0.5) ? spread * s.Draw(real, 1) : spread;
      return OutputNamed(s, scaled, {"spreads", "iqr_out"});
    }
    default: {
      const Val share = Named(s, s.Draw(real, 1, Domain::kZeroToOne), {"q", "share"});
      const Val place = Known(share * s.Real(n - 1, real), 0.0, n - 1.0);
      const Val at = Named(s, s.Convert(place, kInt), {"rank", "at_q"});
      return OutputNamed(s, row.Key(at), {"quantiles", "quantile_out"});
    }
  }
}

void DrawRowSort(Sketch& s) {
  using Method = void (*)(Sketch&, Row&);
  constexpr std::array<Method, 5> kMethods = {OddEven, Bitonic, Insertion, Shell, Selection};
  const auto method = s.rng().Below(kMethods.size());
  const int size = method == 1 ? s.rng().Choose(std::array{4, 8, 16, 32})
                               : s.rng().Choose(std::array{8, 10, 12, 16, 24, 32});
  Row row(s, size);
  kMethods[method](s, row);
  if (row.key().is_float() && method != 4 && s.rng().Chance(0.6)) {
    Use(s, row);
  }
}

}  // namespace

Motif RowSortMotif() {
  return {.name = "row-sort",
          .family = Family::kControlFlow,
          .weight = 1.0,
          .draw = DrawRowSort,
          .min_dims = 1,
          .max_dims = 1,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
