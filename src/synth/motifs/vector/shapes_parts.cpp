#include "synth/motifs/vector/shapes_parts.h"

#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/vectors.h"

namespace warploom::synth::motifs {

using lang::Type;

Corner3 ReadTriangle(Sketch& s, Type vec) {
  Corner3 t;
  if (s.rng().Chance(0.65)) {
    t.count = TableSize(s);
    static constexpr std::array<std::string_view, 3> kIjk = {"i0", "i1", "i2"};
    static constexpr std::array<std::string_view, 3> kAbc = {"ia", "ib", "ic"};
    t.ids = Corners(s, {"faces", "tri_indices", "triangles"}, s.rng().Chance(0.5) ? kIjk : kAbc,
                    t.count);
    const int points = TableNamed(s, vec, {"vertices", "points", "positions", "verts"}, t.count);
    const bool letters = s.rng().Chance(0.5);
    t.a = s.Let(s.At(points, {t.ids[0]}), letters ? "a" : "p0");
    t.b = s.Let(s.At(points, {t.ids[1]}), letters ? "b" : "p1");
    t.c = s.Let(s.At(points, {t.ids[2]}), letters ? "c" : "p2");
  } else {
    t.a = Read(s, vec, {"tri_a", "corner0", "verts_a"}, {"a", "p0"});
    t.b = Read(s, vec, {"tri_b", "corner1", "verts_b"}, {"b", "p1"});
    t.c = Read(s, vec, {"tri_c", "corner2", "verts_c"}, {"c", "p2"});
  }
  return t;
}

Val Cross2(const Val& a, const Val& b) { return a.x() * b.y() - a.y() * b.x(); }

}  // namespace warploom::synth::motifs
