// Spatial hashing: the grid cell of a point and the cell's slot in a hash table.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

// The coordinates of the cell that contains a point.
std::vector<Val> CellOf(Sketch& s, const Val& p) {
  const bool inverse = s.rng().Chance(0.5);
  const Val size =
      inverse ? s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"inv_cell", "inv_h"}))
              : s.NewArg(lang::kFloat, 0.5, 2.0, OneOf(s, {"cell_size", "cell_width", "spacing"}));
  constexpr std::array<std::array<std::string_view, 3>, 3> kNames = {
      {{"ix", "iy", "iz"}, {"cx", "cy", "cz"}, {"gx", "gy", "gz"}}};
  const auto names = s.rng().Choose(kNames);
  std::vector<Val> cell;
  for (int k = 0; k < p.type.rows; ++k) {
    const Val scaled = inverse ? p[k] * size : p[k] / size;
    cell.push_back(
        s.Let(s.Convert(s.Call("floor", {scaled}), kInt), names[static_cast<size_t>(k)]));
  }
  return cell;
}

// The coordinates times large primes, combined by xor, or a polynomial of them.
Val CellHash(Sketch& s, const std::vector<Val>& cell) {
  constexpr std::array<int, 3> kPrimes = {73856093, 19349663, 83492791};
  constexpr std::array<int, 3> kPowers = {1, 131, 17161};
  const bool sums = s.rng().Chance(0.3);
  Val hash;
  for (size_t k = 0; k < cell.size(); ++k) {
    const Val term = sums && k == 0 ? cell[k] : cell[k] * s.Int(sums ? kPowers[k] : kPrimes[k]);
    hash = k == 0 ? term : sums ? hash + term : hash ^ term;
  }
  return s.Let(hash, {"h", "hash", "key"});
}

void DrawGridHash(Sketch& s) {
  const int axes = s.rng().Chance(0.7) ? 3 : 2;
  const Type point = lang::VecType(axes, lang::Scalar::kFloat32);
  const int points =
      Input(s, point, {}, OneOf(s, {"points", "positions", "particle_q", ""}), -10.0, 10.0);
  const Val p = s.Let(s.ThreadElement(points), "p");
  const std::vector<Val> cell = CellOf(s, p);
  const Val hash = CellHash(s, cell);
  const int slots = s.rng().Choose(std::array{64, 128, 256, 512, 1024, 4096});
  const Val n = s.SizeArg(slots, {"table_size", "num_buckets", "hash_size"});
  const Val slot = s.Let(s.rng().Chance(0.5) ? hash & (n - s.Int(1)) : (hash % n + n) % n,
                         {"slot", "bucket", "cell"});
  if (s.rng().Chance(0.5)) {
    const int counts = Totals(s, kInt, {slots}, OneOf(s, {"counts", "cell_counts", "table"}));
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
