#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/bits.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

// A point's cell and the cell's slot in a hash table.
void DrawGridHash(Sketch& s) {
  const int axes = s.rng().Chance(0.7) ? 3 : 2;
  const Type point = lang::VecType(axes, lang::Scalar::kFloat32);
  const int points = s.NewArray({point,
                                 {},
                                 lang::Fill::kUniform,
                                 -10.0,
                                 10.0,
                                 Access::kInput,
                                 OneOf(s, {"points", "positions", "particle_q", ""})});
  const Val p = s.Let(s.ThreadElement(points), "p");
  const bool inverse = s.rng().Chance(0.5);
  const Val size =
      inverse ? s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"inv_cell", "inv_h"}))
              : s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"cell_size", "cell_width", "spacing"}));
  constexpr std::array<std::array<std::string_view, 3>, 3> kNames = {
      {{"ix", "iy", "iz"}, {"cx", "cy", "cz"}, {"gx", "gy", "gz"}}};
  const auto names = s.rng().Choose(kNames);
  std::vector<Val> cells;
  for (int k = 0; k < axes; ++k) {
    const Val scaled = inverse ? p[k] * size : p[k] / size;
    cells.push_back(
        s.Let(s.Convert(s.Call("floor", {scaled}), kInt), names[static_cast<size_t>(k)]));
  }
  constexpr std::array<int, 3> kPrimes = {73856093, 19349663, 83492791};
  const bool sums = s.rng().Chance(0.3);
  const auto term = [&](int k) {
    const auto i = static_cast<size_t>(k);
    if (sums && k == 0) {
      return cells[i];
    }
    return cells[i] * s.Int(sums ? std::array{1, 131, 17161}[i] : kPrimes[i]);
  };
  Val hash = term(0);
  for (int k = 1; k < axes; ++k) {
    hash = sums ? hash + term(k) : hash ^ term(k);
  }
  hash = s.Let(hash, {"h", "hash", "key"});
  const int slots = s.rng().Choose(std::array{64, 128, 256, 512, 1024, 4096});
  const Val n = s.SizeArg(slots, {"table_size", "num_buckets", "hash_size"});
  const Val slot = s.Let(s.rng().Chance(0.5) ? hash & (n - s.Int(1)) : (hash % n + n) % n,
                         {"slot", "bucket", "cell"});
  if (s.rng().Chance(0.5)) {
    const int counts = s.NewArray({kInt,
                                   {slots},
                                   lang::Fill::kZero,
                                   0.0,
                                   0.0,
                                   Access::kAtomic,
                                   OneOf(s, {"counts", "cell_counts", "table"})});
    s.AtomicAdd(counts, std::array{slot}, s.Int(1));
    if (s.rng().Chance(0.5)) {
      return;
    }
  }
  s.Output(slot, {"cell_ids", "slots", ""});
}

}  // namespace

Motif GridHashMotif() {
  return {.name = "grid-hash", .family = Family::kInteger, .weight = 1.0, .draw = DrawGridHash};
}

}  // namespace warploom::synth::motifs
